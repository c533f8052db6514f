package io.payonce.consumer.replaying;

import io.payonce.consumer.Batch;
import io.payonce.consumer.limits.GrowingPause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the ranges of one topic through, batch by batch: handle, publish what changed, note it in
 * the journal. Where it is killed, the batch is handled again when it is resumed, with the same
 * results, so that the journal counts each record once.
 */
public final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final int TRIES = 6;
  private static final GrowingPause PAUSE =
      new GrowingPause(Duration.ofSeconds(1), Duration.ofSeconds(10));
  private static final Duration SLICE = Duration.ofMillis(100);

  private final RangeReader reader;
  private final ReplayHandler handler;
  private final Optional<ReplayPublisher> publisher;
  private final RateLimit rateLimit;
  private final BooleanSupplier stopped;

  /** How it ended. */
  public enum End {
    FINISHED,
    STOPPED
  }

  /** Remembers how far a replay has come. */
  public interface Journal {

    /**
     * Notes a batch, all of which is committed and published.
     *
     * @param results one for each of its records
     * @param published how many outcomes were published
     */
    void note(Batch batch, List<Replayed> results, int published);
  }

  /**
   * @param publisher none in a dry run
   * @param stopped whether it is to end after the batch that is under way
   */
  public Replay(
      RangeReader reader,
      ReplayHandler handler,
      Optional<ReplayPublisher> publisher,
      RateLimit rateLimit,
      BooleanSupplier stopped) {
    this.reader = reader;
    this.handler = handler;
    this.publisher = publisher;
    this.rateLimit = rateLimit;
    this.stopped = stopped;
  }

  /**
   * Runs to the end of the ranges.
   *
   * @throws RuntimeException what a batch failed with again and again; what is in the journal holds
   */
  public End run(Journal journal) {
    while (!reader.isDone()) {
      if (stopped.getAsBoolean()) {
        return End.STOPPED;
      }
      Optional<Batch> batch = reader.next();
      if (batch.isPresent()) {
        Optional<Done> done = patiently(batch.get());
        if (done.isEmpty()) {
          return End.STOPPED;
        }
        journal.note(batch.get(), done.get().results(), done.get().published());
        rateLimit.spend(batch.get().records().size(), stopped);
      }
    }
    return End.FINISHED;
  }

  private record Done(List<Replayed> results, int published) {}

  /** A server that is away for a moment must not end a replay of hours. */
  private Optional<Done> patiently(Batch batch) {
    for (int failures = 0; ; ) {
      try {
        return handler
            .handle(batch, stopped)
            .map(
                results ->
                    new Done(results, publisher.map(each -> each.publish(results)).orElse(0)));
      } catch (RuntimeException e) {
        failures++;
        if (failures == TRIES) {
          throw e;
        }
        LOG.warn("a batch failed and is tried again: {}", e.toString());
        rest(PAUSE.after(failures));
        if (stopped.getAsBoolean()) {
          return Optional.empty();
        }
      }
    }
  }

  private void rest(Duration pause) {
    long end = System.nanoTime() + pause.toNanos();
    while (System.nanoTime() < end && !stopped.getAsBoolean()) {
      LockSupport.parkNanos(SLICE.toNanos());
    }
  }
}

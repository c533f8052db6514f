package io.payonce.consumer.records;

import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.consumer.CommandWorker;
import io.payonce.consumer.ProgressStore;
import io.payonce.consumer.WorkerLoop;
import io.payonce.consumer.WorkerStatus;
import java.util.Locale;

/**
 * One worker that handles its records one by one, in order per key, many keys at a time; for
 * handlers that call others and may take long. Polling goes on meanwhile, so no handler makes the
 * worker lose its partitions.
 *
 * <p>One thread runs it; {@link #stop} and {@link #status} may be called by any. A record is
 * finished when its handler has returned and what it led to is published. The database's place of a
 * partition is the lowest position that is not finished, so that a crash makes records come again
 * and never skips one.
 *
 * <pre>
 * valid:   7 committed by its handler, published, place at 8 in the database, then in Kafka
 * valid:   7 committed, published, (crash), committed again without effect, published, place at 8
 * valid:   7 committed and published while 5 is being handled, place at 5; 5 published, place at 8
 * valid:   5 of one key throws, 7 of another key is handled, 5 is handled again, 6 of 5's key is handled
 * valid:   7 committed, (partition lost), not published; handled again by the next owner, published
 * invalid: 7 published before it is committed
 * invalid: place at 8 before 7 is published, or while 5 is not finished
 * invalid: 6 begun while 5 of the same key is being handled or rests
 * invalid: a partition taken again while one of its handlers still runs in this worker
 * </pre>
 */
public final class RecordWorker implements Runnable {
  private final RecordSettings settings;
  private final RecordHandler handler;
  private final ProgressStore progress;
  private final RecordMetrics metrics;
  private final WorkerLoop loop;

  public RecordWorker(
      RecordSettings settings,
      CommandWorker.Source source,
      RecordHandler handler,
      ProgressStore progress,
      MeterRegistry registry) {
    this.settings = settings;
    this.handler = handler;
    this.progress = progress;
    this.metrics =
        new RecordMetrics(
            registry, settings.worker().kind(), source.name().toLowerCase(Locale.ROOT));
    this.loop =
        new WorkerLoop(
            settings.worker(),
            source,
            handler,
            progress,
            new WorkerLoop.Limits(settings.maxPollInterval(), settings.underWay()),
            registry);
  }

  /**
   * Asks the worker to end. It starts no further handler, and waits for those that run for at most
   * {@link RecordSettings#drainAtMost}.
   */
  public void stop() {
    loop.stop();
  }

  /** How the worker is, for the readiness page. */
  public WorkerStatus status() {
    return loop.status();
  }

  @Override
  public void run() {
    loop.run(parts -> new RecordWork(parts, settings, handler, progress, metrics));
  }
}

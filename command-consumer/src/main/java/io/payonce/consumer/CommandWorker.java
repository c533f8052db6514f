package io.payonce.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.consumer.limits.DeadLetterBudget;
import io.payonce.consumer.suspects.Care;
import io.payonce.consumer.suspects.Solitude;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker: takes partitions, polls, hands the batch over, publishes, advances.
 *
 * <p>One thread runs it; {@link #stop} and {@link #status} may be called by any. A failed batch
 * leaves no trace here: the consumer is put back to the positions before it, rests, and reads
 * again. Offsets are committed in Kafka for its tools and as the upper limit of where to start;
 * losing a commit is safe, because the database knows better.
 *
 * <pre>
 * valid:   committed in the database, published, committed in Kafka
 * valid:   committed in the database, (crash), committed again without effect, published, committed in Kafka
 * invalid: published before committed in the database
 * invalid: committed in Kafka before published
 * </pre>
 */
public final class CommandWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandWorker.class);

  private final BatchHandler handler;
  private final ProgressStore progress;
  private final WorkerLoop loop;

  /** Which topics of its kind a worker reads. */
  public enum Source {
    /** The command topic itself. */
    COMMANDS,
    /** The retry tiers. */
    RETRIES;

    /** The consumer group of all workers that read these topics. */
    public String groupId(Topics topics, CommandKind kind) {
      String base = topics.namespace() + "payonce." + kind.label();
      return this == COMMANDS ? base : base + ".retry";
    }

    /** The topics that are read. */
    public List<String> topics(Topics topics, CommandKind kind) {
      return this == COMMANDS ? List.of(topics.commands(kind)) : topics.retries(kind);
    }
  }

  public CommandWorker(
      WorkerSettings settings,
      Source source,
      BatchHandler handler,
      ProgressStore progress,
      MeterRegistry registry) {
    this.handler = handler;
    this.progress = progress;
    this.loop =
        new WorkerLoop(
            settings,
            source,
            handler,
            progress,
            new WorkerLoop.Limits(WorkerSettings.MAX_POLL_INTERVAL, settings.maxBatch()),
            registry);
  }

  /** Asks the worker to end after the batch that is under way. */
  public void stop() {
    loop.stop();
  }

  /** How the worker is, for the readiness page. */
  public WorkerStatus status() {
    return loop.status();
  }

  @Override
  public void run() {
    loop.run(Batches::new);
  }

  /** Handles one batch a turn, while the loop runs. */
  private final class Batches implements WorkerLoop.Work {
    private final WorkerLoop.Parts parts;
    private final Consumer<byte[], byte[]> consumer;
    private final HeldPartitions held;

    private Batches(WorkerLoop.Parts parts) {
      this.parts = parts;
      this.consumer = parts.consumer();
      this.held = parts.held();
    }

    @Override
    public List<PartitionSpan> places() {
      return held.places();
    }

    @Override
    public void polled(Batch batch) {
      if (!batch.spans().isEmpty()) {
        handle(batch);
      }
    }

    private void handle(Batch batch) {
      Care care =
          batch.records().stream()
              .map(held::careFor)
              .max(Comparator.naturalOrder())
              .orElse(Care.NONE);
      if (!Solitude.OF_PROCESS.enter(care, parts.clock().instant())) {
        held.goBack(batch);
        return;
      }
      try {
        handle(batch, care);
      } finally {
        Solitude.OF_PROCESS.leave(care);
      }
    }

    private void handle(Batch batch, Care care) {
      Instant began = parts.clock().instant();
      try {
        BatchResult result;
        if (care == Care.PARKED) {
          result = givenUp(batch);
        } else {
          held.begin(batch);
          result = handler.handle(batch);
        }
        BatchPublisher.Published published =
            parts.publisher().publish(batch, result.dispositions());
        if (care == Care.PARKED) {
          progress.advance(batch.spans());
        }
        commit(held.advance(batch, result.held()));
        Duration took = Duration.between(began, parts.clock().instant());
        parts.metrics().handled(batch.records().size(), took, published);
        parts.board().succeeded("batch");
      } catch (DeadLetterBudget.Exceeded e) {
        held.goBack(batch);
        throw e;
      } catch (RuntimeException e) {
        // Whatever it was, the batch counts as not done: it is read again, and its outcomes are the
        // same.
        LOG.error("a batch of {} failed; it will be read again", batch.records().size(), e);
        parts.metrics().failed();
        parts.board().failed("batch", e.getClass().getSimpleName());
        held.withdraw(batch.spansByPartition().keySet());
        held.goBack(batch);
      }
    }

    /**
     * What becomes of a record over which the process died: it is published first, and counts only
     * then as read, since to handle it once more would be one more death. It is no decision.
     */
    private BatchResult givenUp(Batch batch) {
      Set<PartitionRef> confirmed = progress.confirm(batch.spans());
      return new BatchResult(
          confirmed,
          confirmed.isEmpty()
              ? List.of()
              : batch.records().stream()
                  .map(record -> (Disposition) Disposition.GiveUp.ofKiller(record))
                  .toList());
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
      consumer.commitAsync(
          offsets,
          (committed, failure) -> {
            if (failure != null) {
              LOG.warn("offsets not committed in Kafka; the database knows them: {}", committed);
            }
          });
    }

    @Override
    public void leave() {
      List<PartitionSpan> places = held.places();
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (PartitionSpan place : places) {
        offsets.put(place.partition().topicPartition(), held.offset(place));
      }
      try {
        if (!places.isEmpty()) {
          held.withdrawAll();
          progress.confirm(places);
          consumer.commitSync(offsets);
        }
      } catch (RuntimeException e) {
        // The next owner reads a little again and publishes the same outcomes.
        LOG.warn("the last positions could not be noted", e);
      }
    }
  }
}

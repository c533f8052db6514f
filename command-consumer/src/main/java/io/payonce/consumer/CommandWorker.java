package io.payonce.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
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

  private final WorkerSettings settings;
  private final Source source;
  private final BatchHandler handler;
  private final ProgressStore progress;
  private final WorkerMetrics metrics;
  private final Clock clock = Clock.systemUTC();
  private final WorkerStatus.Board board = new WorkerStatus.Board();

  private volatile boolean stopping;

  /** Which topics of its kind a worker reads. */
  public enum Source {
    /** The command topic itself. */
    COMMANDS,
    /** The retry tiers. */
    RETRIES
  }

  public CommandWorker(
      WorkerSettings settings,
      Source source,
      BatchHandler handler,
      ProgressStore progress,
      MeterRegistry registry) {
    this.settings = settings;
    this.source = source;
    this.handler = handler;
    this.progress = progress;
    this.metrics =
        new WorkerMetrics(registry, settings.kind(), source.name().toLowerCase(Locale.ROOT));
  }

  /** Asks the worker to end after the batch that is under way. */
  public void stop() {
    stopping = true;
  }

  /** How the worker is, for the readiness page. */
  public WorkerStatus status() {
    return board.read();
  }

  @Override
  public void run() {
    KafkaClients clients = new KafkaClients(settings);
    try (Consumer<byte[], byte[]> consumer = clients.consumer(groupId());
        Admin admin = clients.admin();
        BatchPublisher publisher =
            new BatchPublisher(clients.producer(), settings, handler, clock)) {
      new Loop(consumer, admin, publisher).run();
    } finally {
      board.ended();
    }
  }

  private String groupId() {
    String base = settings.topics().namespace() + "payonce." + settings.kind().label();
    return source == Source.COMMANDS ? base : base + ".retry";
  }

  private List<String> topics() {
    return source == Source.COMMANDS
        ? List.of(settings.topics().commands(settings.kind()))
        : settings.topics().retries(settings.kind());
  }

  /** The loop, while its clients are open. */
  private final class Loop {
    private final Consumer<byte[], byte[]> consumer;
    private final HeldPartitions held;
    private final PartitionTaker taker;
    private final BatchAssembler assembler;
    private final BatchPublisher publisher;
    private Instant confirmAt = Instant.MIN;

    private Loop(Consumer<byte[], byte[]> consumer, Admin admin, BatchPublisher publisher) {
      this.consumer = consumer;
      this.held = new HeldPartitions(consumer, clock, metrics);
      this.taker = new PartitionTaker(consumer, admin, progress, metrics, settings.maxBatch());
      this.assembler = new BatchAssembler(consumer, settings);
      this.publisher = publisher;
    }

    private void run() {
      consumer.subscribe(topics(), held);
      while (!stopping) {
        turn();
      }
      leave();
    }

    /**
     * One turn. Any failure in it is the trouble of this turn alone: it is alarmed, and the next
     * turn tries again.
     */
    private void turn() {
      try {
        takeDue();
        held.resumeDue();
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(WorkerSettings.POLL);
        confirmWhenDue();
        Batch batch = assembler.assemble(polled, held.all(), clock.instant());
        if (!batch.spans().isEmpty()) {
          handle(batch);
        }
        board.succeeded("broker");
        board.turned(held.all());
      } catch (InvalidOffsetException e) {
        LOG.error("positions outside the log: {}", e.partitions(), e);
        e.partitions().forEach(held::lose);
      } catch (DeadLetterBudget.Exceeded e) {
        LOG.error("the worker stops: {}", e.getMessage());
        board.failed("halted", String.valueOf(e.getMessage()));
        haltUntilStopped();
      } catch (RuntimeException e) {
        // Mostly the broker refuses. Whatever it was, all partitions go back to their places and
        // rest.
        LOG.error("a turn failed; trying again", e);
        board.failed("broker", e.getClass().getSimpleName());
        held.restAll(WorkerSettings.REST);
      }
    }

    private void takeDue() {
      List<HeldPartition> due = held.dueForTaking();
      if (due.isEmpty()) {
        return;
      }
      try {
        taker.take(due);
        board.succeeded("taking");
      } catch (RuntimeException e) {
        // Whatever it was, nothing has been read: the partitions rest and are taken later.
        LOG.error("partitions cannot be taken; trying again", e);
        board.failed("taking", e.getClass().getSimpleName());
        metrics.failed();
      }
      Instant now = clock.instant();
      for (HeldPartition partition : due) {
        if (!partition.isTaken()) {
          boolean gap = partition.trouble().isPresent();
          partition.restUntil(now.plus(gap ? WorkerSettings.GAP_REST : WorkerSettings.REST));
        }
      }
    }

    /** Without this, an idle partition would never notice that the database went back. */
    private void confirmWhenDue() {
      Instant now = clock.instant();
      List<PartitionSpan> places = held.places();
      if (now.isBefore(confirmAt) || places.isEmpty()) {
        return;
      }
      confirmAt = now.plus(WorkerSettings.CONFIRM_EVERY);
      try {
        Set<PartitionRef> confirmed = progress.confirm(places);
        places.stream()
            .map(PartitionSpan::partition)
            .filter(partition -> !confirmed.contains(partition))
            .forEach(partition -> held.lose(partition.topicPartition()));
        board.succeeded("confirming");
      } catch (RuntimeException e) {
        // Nothing is lost by not knowing: the next batch is fenced by the same condition.
        LOG.warn("partitions cannot be confirmed", e);
        board.failed("confirming", e.getClass().getSimpleName());
      }
    }

    private void handle(Batch batch) {
      Instant began = clock.instant();
      try {
        BatchResult result = handler.handle(batch);
        BatchPublisher.Published published = publisher.publish(batch, result.dispositions());
        commit(held.advance(batch, result.held()));
        Duration took = Duration.between(began, clock.instant());
        metrics.handled(batch.records().size(), took, published);
        board.succeeded("batch");
      } catch (DeadLetterBudget.Exceeded e) {
        held.goBack(batch);
        throw e;
      } catch (RuntimeException e) {
        // Whatever it was, the batch counts as not done: it is read again, and its outcomes are the
        // same.
        LOG.error("a batch of {} failed; it will be read again", batch.records().size(), e);
        metrics.failed();
        board.failed("batch", e.getClass().getSimpleName());
        held.goBack(batch);
      }
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

    /**
     * Stays in the group, so that no other worker runs into the same trouble, and reads nothing.
     */
    private void haltUntilStopped() {
      while (!stopping) {
        try {
          consumer.pause(consumer.assignment());
          consumer.poll(WorkerSettings.POLL);
        } catch (KafkaException e) {
          // Nothing is read here, so nothing is lost; all that matters is not to go on by accident.
          LOG.warn("the broker refuses the worker that has stopped", e);
        }
      }
    }

    private void leave() {
      List<PartitionSpan> places = held.places();
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (PartitionSpan place : places) {
        offsets.put(place.partition().topicPartition(), new OffsetAndMetadata(place.published()));
      }
      try {
        if (!places.isEmpty()) {
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

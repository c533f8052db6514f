package io.payonce.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.consumer.limits.DeadLetterBudget;
import io.payonce.consumer.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of a worker: takes partitions, polls, confirms that they are still held, and gives what
 * was polled to the worker's own work.
 *
 * <p>One thread runs it, and calls the work; {@link #stop} and {@link #status} may be called by
 * any.
 */
public final class WorkerLoop {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

  private final WorkerSettings settings;
  private final CommandWorker.Source source;
  private final Disposition.GivingUp givingUp;
  private final ProgressStore progress;
  private final Limits limits;
  private final WorkerMetrics metrics;
  private final Clock clock = Clock.systemUTC();
  private final WorkerStatus.Board board = new WorkerStatus.Board();

  private volatile boolean stopping;

  /** What a worker does in its turns. Whatever it throws is the trouble of one turn alone. */
  public interface Work {

    /** Whether a partition may be taken now that Kafka has assigned and nobody has taken yet. */
    default boolean mayTake(TopicPartition partition) {
      return true;
    }

    /** What is to be done before each poll. */
    default void beforePoll() {}

    /** How long the next poll may wait for records. */
    default Duration pollFor() {
      return WorkerSettings.POLL;
    }

    /** The empty stretches at the positions up to which everything is done. */
    List<PartitionSpan> places();

    /** Takes what was polled; called every turn, also where nothing came. */
    void polled(Batch batch);

    /** Ends: no turn follows. Must not throw, and must end by itself. */
    void leave();
  }

  /**
   * How long and how much.
   *
   * @param maxPollInterval how long the worker may be silent before its partitions go to others
   * @param underWay as many records as may be under way when something kills the process
   */
  public record Limits(Duration maxPollInterval, int underWay) {}

  /** What the work works with, open as long as the loop runs. */
  public record Parts(
      Consumer<byte[], byte[]> consumer,
      HeldPartitions held,
      BatchPublisher publisher,
      WorkerMetrics metrics,
      WorkerStatus.Board board,
      Clock clock,
      Traces traces) {}

  public WorkerLoop(
      WorkerSettings settings,
      CommandWorker.Source source,
      Disposition.GivingUp givingUp,
      ProgressStore progress,
      Limits limits,
      MeterRegistry registry) {
    this.settings = settings;
    this.source = source;
    this.givingUp = givingUp;
    this.progress = progress;
    this.limits = limits;
    this.metrics = new WorkerMetrics(registry, settings, source);
  }

  /** Asks the loop to end after the turn that is under way. */
  public void stop() {
    stopping = true;
  }

  /** How the worker is. */
  public WorkerStatus status() {
    return board.read();
  }

  /** Runs until it is stopped. */
  public void run(Function<Parts, Work> work) {
    try {
      Optional<KafkaClients.OfWorker> clients = Optional.empty();
      while (clients.isEmpty() && !stopping) {
        clients = clients();
      }
      clients.ifPresent(open -> run(open, work));
    } finally {
      metrics.lag().close();
      board.ended();
    }
  }

  /** Where Kafka's name is not known yet, as that of a container that is not up, it rests. */
  private Optional<KafkaClients.OfWorker> clients() {
    try {
      String group = source.groupId(settings.topics(), settings.kind());
      return Optional.of(new KafkaClients(settings).ofWorker(group, limits.maxPollInterval()));
    } catch (KafkaException e) {
      LOG.error("Kafka's address is not known; trying again", e);
      board.failed("broker", e.getClass().getSimpleName());
      metrics.failed();
      LockSupport.parkNanos(WorkerSettings.REST.toNanos());
      return Optional.empty();
    }
  }

  private void run(KafkaClients.OfWorker clients, Function<Parts, Work> work) {
    Traces traces = Traces.ofProcess();
    try (Consumer<byte[], byte[]> consumer = clients.consumer();
        Admin admin = clients.admin();
        BatchPublisher publisher =
            new BatchPublisher(clients.producer(), settings, givingUp, traces, clock)) {
      HeldPartitions held = new HeldPartitions(consumer, clock, metrics, progress);
      Parts parts = new Parts(consumer, held, publisher, metrics, board, clock, traces);
      new Turns(parts, admin, work.apply(parts)).run();
    }
  }

  /** The loop, while its clients are open. */
  private final class Turns {
    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final HeldPartitions held;
    private final PartitionTaker taker;
    private final BatchAssembler assembler;
    private final Work work;
    private Instant confirmAt = Instant.MIN;

    private Turns(Parts parts, Admin admin, Work work) {
      this.consumer = parts.consumer();
      this.held = parts.held();
      this.taker = new PartitionTaker(consumer, admin, progress, metrics, limits.underWay());
      this.assembler = new BatchAssembler(consumer, settings);
      this.work = work;
      this.admin = admin;
    }

    private void run() {
      consumer.subscribe(source.topics(settings.topics(), settings.kind()), held);
      while (!stopping) {
        turn();
      }
      work.leave();
    }

    /**
     * One turn. Any failure in it is the trouble of this turn alone: it is alarmed, and the next
     * turn tries again.
     */
    private void turn() {
      try {
        takeDue();
        work.beforePoll();
        held.resumeDue();
        ConsumerRecords<byte[], byte[]> polled = poll(work.pollFor());
        metrics.lag().polled(polled);
        confirmWhenDue();
        work.polled(assembler.assemble(polled, held.all(), clock.instant()));
        board.succeeded("broker");
        board.turned(held.all());
        held.showLagWhenDue();
        metrics.countDeadLettersWhenDue(admin, clock.instant());
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
        metrics.failed();
        held.restAll(WorkerSettings.REST);
      }
    }

    /**
     * Polls; where a partition is paused, without waiting inside the client. As long as records of
     * such a partition lie in its buffer, a waiting poll of the client turns around without rest
     * and takes a whole core (KAFKA-21084). So the thread rests here.
     */
    private ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
      if (consumer.paused().isEmpty()) {
        return consumer.poll(atMost);
      }
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ZERO);
      if (polled.isEmpty()) {
        Duration rest =
            atMost.compareTo(WorkerSettings.PAUSED_POLL) < 0 ? atMost : WorkerSettings.PAUSED_POLL;
        LockSupport.parkNanos(rest.toNanos());
      }
      return polled;
    }

    private void takeDue() {
      List<HeldPartition> due =
          held.dueForTaking().stream()
              .filter(partition -> work.mayTake(partition.topicPartition()))
              .toList();
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
      if (now.isBefore(confirmAt)) {
        return;
      }
      List<PartitionSpan> places = work.places();
      if (places.isEmpty()) {
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

    /**
     * Stays in the group, so that no other worker runs into the same trouble, and reads nothing.
     */
    private void haltUntilStopped() {
      while (!stopping) {
        try {
          consumer.pause(consumer.assignment());
          poll(WorkerSettings.POLL);
        } catch (KafkaException e) {
          // Nothing is read here, so nothing is lost; all that matters is not to go on by accident.
          LOG.warn("the broker refuses the worker that has stopped", e);
        }
      }
    }
  }
}

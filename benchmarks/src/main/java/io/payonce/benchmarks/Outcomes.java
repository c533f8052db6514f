package io.payonce.benchmarks;

import io.payonce.payments.Outcome;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Watches the outcomes of a workload. While the clock runs it only counts them, to take as little
 * of the machine as it can; what they say is read afterwards.
 */
final class Outcomes {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final BenchTopics topics;
  private final Workload workload;

  Outcomes(BenchTopics topics, Workload workload) {
    this.topics = topics;
    this.workload = workload;
  }

  /**
   * What was seen between the first outcomes and the last one. Those of the first look came before
   * the clock ran, and do not count.
   */
  record Seen(Stretch all, Stretch secondHalf) {}

  /** How many outcomes there were at a time, and what they had cost. */
  private record Mark(int outcomes, long nanos, CpuTimes used) {
    Stretch until(Mark later) {
      Duration elapsed = Duration.ofNanos(Math.max(1, later.nanos - nanos));
      return new Stretch(new Rate(later.outcomes - outcomes, elapsed), later.used.minus(used));
    }
  }

  /**
   * Counts until there are as many outcomes as callbacks.
   *
   * @throws IllegalStateException if none come for a long while, or the worker ends
   */
  Seen watch(WorkerProcess worker, Supplier<CpuTimes> cpu) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      Mark first = countTo(1, consumer, worker, 0, cpu);
      int middle = (first.outcomes() + workload.records()) / 2;
      Mark half = countTo(middle, consumer, worker, first.outcomes(), cpu);
      Mark last = countTo(workload.records(), consumer, worker, half.outcomes(), cpu);
      return new Seen(first.until(last), half.until(last));
    }
  }

  private Mark countTo(
      int enough,
      Consumer<byte[], byte[]> consumer,
      WorkerProcess worker,
      int counted,
      Supplier<CpuTimes> cpu) {
    int outcomes = counted;
    long latest = System.nanoTime();
    while (outcomes < enough) {
      int came = consumer.poll(POLL).count();
      if (came > 0) {
        outcomes += came;
        latest = System.nanoTime();
      } else {
        requireProgress(worker, latest, outcomes);
      }
    }
    return new Mark(outcomes, latest, cpu.get());
  }

  private void requireProgress(WorkerProcess worker, long latest, int all) {
    worker.requireAlive();
    if (System.nanoTime() - latest > PATIENCE.toNanos()) {
      throw new IllegalStateException(
          "the worker stands still after %d of %d outcomes; its log: %s"
              .formatted(all, workload.records(), worker.log()));
    }
  }

  /**
   * What is wrong with the outcomes, in words; empty if each callback has its one right outcome.
   */
  List<String> check() {
    BitSet answered = new BitSet(workload.records());
    int applied = 0;
    int repeated = 0;
    int other = 0;
    int read = 0;
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      while (read < workload.records()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
        if (records.isEmpty()) {
          break;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
          read++;
          Seal seal = seal(record.value());
          if (seal.position() >= 0) {
            answered.set(seal.position());
          }
          applied += seal.outcome() == Outcome.APPLIED ? 1 : 0;
          repeated += seal.outcome() == Outcome.DUPLICATE ? 1 : 0;
          other += seal.outcome() != Outcome.APPLIED && seal.outcome() != Outcome.DUPLICATE ? 1 : 0;
        }
      }
    }
    List<String> broken = new ArrayList<>();
    require(answered.cardinality(), workload.records(), "callbacks with an outcome", broken);
    require(applied, workload.orders().paid(), "callbacks applied", broken);
    require(repeated, workload.repeats(), "callbacks that were duplicates", broken);
    require(other, 0, "other outcomes", broken);
    return broken;
  }

  private static void require(int seen, int expected, String what, List<String> broken) {
    if (seen != expected) {
      broken.add("%s: %d, not %d".formatted(what, seen, expected));
    }
  }

  private record Seal(int position, Outcome outcome) {}

  private Seal seal(byte[] value) {
    return switch (OutcomeReader.read(value)) {
      case Decoding.Decoded<OutcomeMessage>(OutcomeMessage message) ->
          new Seal(workload.position(message.commandId()), outcome(message));
      case Decoding.FutureVersion<OutcomeMessage> _, Decoding.Undecodable<OutcomeMessage> _ ->
          new Seal(-1, Outcome.DEAD_LETTERED);
    };
  }

  private static Outcome outcome(OutcomeMessage message) {
    return switch (message) {
      case OutcomeMessage.Decided decided -> decided.decision().ruling().outcome();
      case OutcomeMessage.Duplicate _ -> Outcome.DUPLICATE;
      case OutcomeMessage.DeadLettered _ -> Outcome.DEAD_LETTERED;
    };
  }

  private Consumer<byte[], byte[]> consumer() {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(topics.outcomePartitions());
    consumer.seekToBeginning(topics.outcomePartitions());
    return consumer;
  }
}

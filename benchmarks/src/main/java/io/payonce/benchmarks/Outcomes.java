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
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The outcomes that are published from now on. While the clock runs they are only counted, to take
 * as little of the machine as it can; what they say is read afterwards.
 */
final class Outcomes {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final BenchTopics topics;
  private final Map<TopicPartition, Long> starts;

  Outcomes(BenchTopics topics) {
    this.topics = topics;
    try (Consumer<byte[], byte[]> consumer = unplacedConsumer()) {
      this.starts = consumer.endOffsets(topics.outcomePartitions());
    }
  }

  Watch watch(WorkerProcess worker) {
    return new Watch(worker);
  }

  /** Counts the outcomes of a worker as they come. For one thread. */
  final class Watch implements AutoCloseable {
    private final WorkerProcess worker;
    private final Consumer<byte[], byte[]> consumer = consumer();
    private int counted;
    private long latest = System.nanoTime();

    private Watch(WorkerProcess worker) {
      this.worker = worker;
    }

    int counted() {
      return counted;
    }

    /** When the latest came, in nanoseconds of {@link System#nanoTime}. */
    long latest() {
      return latest;
    }

    /**
     * Counts until there are so many since the start.
     *
     * @throws IllegalStateException if none come for a long while, or the worker ends
     */
    void countTo(int enough) {
      while (counted < enough) {
        count(consumer.poll(POLL).count());
      }
    }

    /**
     * When each callback's outcome was handed to Kafka, by its position, in milliseconds since the
     * epoch; returns when all have come.
     *
     * @throws IllegalStateException if none come for a long while, or the worker ends
     */
    long[] timesOf(Workload workload) {
      long[] times = new long[workload.records()];
      int missing = times.length;
      while (missing > 0) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        count(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
          int position = workload.position(seal(record.value()).commandId());
          if (position >= 0 && times[position] == 0) {
            times[position] = record.timestamp();
            missing--;
          }
        }
      }
      return times;
    }

    private void count(int came) {
      if (came > 0) {
        counted += came;
        latest = System.nanoTime();
        return;
      }
      worker.requireAlive();
      if (System.nanoTime() - latest > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "the worker stands still after %d outcomes; its log: %s"
                .formatted(counted, worker.log()));
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  /** What is wrong with the outcomes, in words; empty if each callback has its one right one. */
  List<String> check(List<Workload> workloads) {
    List<Tally> tallies = workloads.stream().map(Tally::new).toList();
    int left = workloads.stream().mapToInt(Workload::records).sum();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      while (left > 0) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
        if (records.isEmpty()) {
          break;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
          left--;
          Seal seal = seal(record.value());
          tallies.forEach(tally -> tally.add(seal));
        }
      }
    }
    List<String> broken = new ArrayList<>();
    tallies.forEach(tally -> tally.check(broken));
    return broken;
  }

  /** The outcomes of one workload. */
  private static final class Tally {
    private final Workload workload;
    private final BitSet answered;
    private int applied;
    private int repeated;
    private int other;

    private Tally(Workload workload) {
      this.workload = workload;
      this.answered = new BitSet(workload.records());
    }

    private void add(Seal seal) {
      int position = workload.position(seal.commandId());
      if (position < 0) {
        return;
      }
      answered.set(position);
      switch (seal.outcome()) {
        case APPLIED -> applied++;
        case DUPLICATE -> repeated++;
        case STALE, SURPLUS, REJECTED, DEAD_LETTERED -> other++;
      }
    }

    private void check(List<String> broken) {
      require(answered.cardinality(), workload.records(), "callbacks with an outcome", broken);
      require(applied, workload.orders().paid(), "callbacks applied", broken);
      require(repeated, workload.repeats(), "callbacks that were duplicates", broken);
      require(other, 0, "other outcomes", broken);
    }

    private static void require(int seen, int expected, String what, List<String> broken) {
      if (seen != expected) {
        broken.add("%s: %d, not %d".formatted(what, seen, expected));
      }
    }
  }

  private record Seal(UUID commandId, Outcome outcome) {}

  private static Seal seal(byte[] value) {
    return switch (OutcomeReader.read(value)) {
      case Decoding.Decoded<OutcomeMessage>(OutcomeMessage message) ->
          new Seal(message.commandId(), outcome(message));
      case Decoding.FutureVersion<OutcomeMessage> _, Decoding.Undecodable<OutcomeMessage> _ ->
          throw new IllegalStateException("an outcome cannot be read");
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
    Consumer<byte[], byte[]> consumer = unplacedConsumer();
    consumer.assign(topics.outcomePartitions());
    starts.forEach(consumer::seek);
    return consumer;
  }

  private Consumer<byte[], byte[]> unplacedConsumer() {
    return new KafkaConsumer<>(
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}

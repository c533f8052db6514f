package io.payonce.benchmarks.rig;

import io.payonce.payments.Outcome;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeReader;
import java.time.Duration;
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
public final class OutcomeTopic {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final BenchTopics topics;
  private final Map<TopicPartition, Long> starts;

  public OutcomeTopic(BenchTopics topics) {
    this.topics = topics;
    this.starts = ends();
  }

  /** What an outcome says of which command. */
  public record Seal(UUID commandId, Outcome outcome) {}

  /** Is told outcomes as they come. */
  @FunctionalInterface
  public interface Reader {
    /**
     * @param writtenAt when it was handed to Kafka, in milliseconds since the epoch
     */
    void read(Seal seal, long writtenAt);
  }

  public Watch watch(JvmProcess worker) {
    return new Watch(worker);
  }

  /** Counts the outcomes of a worker as they come. For one thread. */
  public final class Watch implements AutoCloseable {
    private final JvmProcess worker;
    private final Consumer<byte[], byte[]> consumer = consumer();
    private int counted;
    private long latest = System.nanoTime();

    private Watch(JvmProcess worker) {
      this.worker = worker;
    }

    public int counted() {
      return counted;
    }

    /** When the latest came, in nanoseconds of {@link System#nanoTime}. */
    public long latest() {
      return latest;
    }

    /**
     * Counts until there are so many since the start.
     *
     * @throws IllegalStateException if none come for a long while, or the worker ends
     */
    public void countTo(int enough) {
      while (counted < enough) {
        count(consumer.poll(POLL).count());
      }
    }

    /**
     * Counts until there are so many since the start, and reads them.
     *
     * @throws IllegalStateException if none come for a long while, or the worker ends
     */
    public void readTo(int enough, Reader reader) {
      while (counted < enough) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        count(records.count());
        tell(records, reader);
      }
    }

    private void count(int came) {
      if (came > 0) {
        counted += came;
        latest = System.nanoTime();
        return;
      }
      worker.requireAlive();
      if (System.nanoTime() - latest > PATIENCE.toNanos()) {
        throw worker.standsStill(counted);
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  /** Reads all that were published since the start. */
  public void readAll(Reader reader) {
    Map<TopicPartition, Long> ends = ends();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      while (!isAt(consumer, ends)) {
        tell(consumer.poll(POLL), reader);
      }
    }
  }

  private static boolean isAt(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> positions) {
    return positions.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static void tell(ConsumerRecords<byte[], byte[]> records, Reader reader) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      reader.read(seal(record.value()), record.timestamp());
    }
  }

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

  private Map<TopicPartition, Long> ends() {
    try (Consumer<byte[], byte[]> consumer = unplacedConsumer()) {
      return consumer.endOffsets(topics.outcomePartitions());
    }
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

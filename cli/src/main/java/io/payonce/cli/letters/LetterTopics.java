package io.payonce.cli.letters;

import static java.util.Objects.requireNonNull;

import io.payonce.cli.operating.OperatorClients;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The dead-letter topics, read in no group and up to where they end now.
 *
 * <p>Every call throws {@link IllegalStateException} if Kafka does not answer, or has no such
 * topic.
 */
final class LetterTopics implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STANDSTILL_AT_MOST = Duration.ofSeconds(10);

  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<CommandKind, UUID> ids;

  private LetterTopics(
      Topics topics, KafkaConsumer<byte[], byte[]> consumer, Map<CommandKind, UUID> ids) {
    this.topics = topics;
    this.consumer = consumer;
    this.ids = ids;
  }

  static LetterTopics open(String bootstrapServers, Topics topics, Collection<CommandKind> kinds) {
    OperatorClients clients = new OperatorClients(bootstrapServers);
    return answered(
        () -> {
          Map<CommandKind, UUID> ids = new EnumMap<>(CommandKind.class);
          try (Admin admin = clients.admin()) {
            for (CommandKind kind : Set.copyOf(kinds)) {
              ids.put(kind, topicId(admin, topics.deadLetters(kind)));
            }
          }
          return new LetterTopics(topics, clients.consumer(), ids);
        });
  }

  /** The ids of the topics that were opened. */
  Collection<UUID> topicIds() {
    return ids.values();
  }

  /** Reads all letters since some time, of each partition in order. */
  void read(Optional<Instant> since, Consumer<Letter> each) {
    ids.keySet().forEach(kind -> answered(() -> read(kind, since, each)));
  }

  /** One letter; empty if there never was one there, or it is gone. */
  Optional<Letter> find(LetterId id) {
    return answered(() -> look(id));
  }

  private Void read(CommandKind kind, Optional<Instant> since, Consumer<Letter> each) {
    String topic = topics.deadLetters(kind);
    List<TopicPartition> partitions = partitions(topic);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    starts(partitions, ends, since).forEach(consumer::seek);
    readTo(ends, record -> each.accept(letter(kind, record)));
    return null;
  }

  private Optional<Letter> look(LetterId id) {
    TopicPartition partition = new TopicPartition(topics.deadLetters(id.kind()), id.partition());
    List<TopicPartition> only = List.of(partition);
    if (!partitions(partition.topic()).contains(partition)
        || id.offset() < consumer.beginningOffsets(only).getOrDefault(partition, 0L)
        || id.offset() >= consumer.endOffsets(only).getOrDefault(partition, 0L)) {
      return Optional.empty();
    }
    consumer.assign(only);
    consumer.seek(partition, id.offset());
    Letter[] found = new Letter[1];
    readTo(
        Map.of(partition, id.offset() + 1),
        record -> {
          if (record.offset() == id.offset()) {
            found[0] = letter(id.kind(), record);
          }
        });
    return Optional.ofNullable(found[0]);
  }

  private Map<TopicPartition, Long> starts(
      List<TopicPartition> partitions, Map<TopicPartition, Long> ends, Optional<Instant> since) {
    if (since.isEmpty()) {
      return consumer.beginningOffsets(partitions);
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.get().toEpochMilli()));
    Map<TopicPartition, Long> starts = new HashMap<>();
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      // None is as young as that.
      starts.put(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
    }
    return starts;
  }

  private void readTo(
      Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Set<TopicPartition> left = new HashSet<>(ends.keySet());
    Instant giveUp = Instant.now().plus(STANDSTILL_AT_MOST);
    long reached = -1;
    while (true) {
      left.removeIf(name -> consumer.position(name) >= ends.getOrDefault(name, 0L));
      if (left.isEmpty()) {
        return;
      }
      long now = left.stream().mapToLong(consumer::position).sum() - left.size();
      if (now != reached) {
        giveUp = Instant.now().plus(STANDSTILL_AT_MOST);
        reached = now;
      }
      if (Instant.now().isAfter(giveUp)) {
        throw new IllegalStateException("Kafka does not give what its topics hold: " + left);
      }
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        TopicPartition name = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(name, 0L)) {
          each.accept(record);
        }
      }
    }
  }

  private Letter letter(CommandKind kind, ConsumerRecord<byte[], byte[]> record) {
    UUID topicId = ids.get(kind);
    if (topicId == null) {
      throw new IllegalArgumentException("not opened: " + kind);
    }
    return new Letter(new LetterId(kind, record.partition(), record.offset()), topicId, record);
  }

  private List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static <T> T answered(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (KafkaException e) {
      throw new IllegalStateException("Kafka does not answer", e);
    }
  }

  private static UUID topicId(Admin admin, String topic) {
    try {
      Map<String, TopicDescription> described =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(STANDSTILL_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
      Uuid id = requireNonNull(described.get(topic), "topic is not described").topicId();
      return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalStateException(
            "Kafka has no topic " + topic + "; is PAYONCE_NAMESPACE right?", e);
      }
      throw new IllegalStateException("Kafka does not answer", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}

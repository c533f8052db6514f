package io.payonce.benchmarks.ingress;

import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.Decoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is in the topics at the end, and says what is not as it must be. */
final class TopicCheck implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final UUID NO_ID = new UUID(0, 0);

  private final Consumer<byte[], byte[]> consumer;

  TopicCheck(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Whatever was answered as recorded must be a command in the topic, once. */
  List<String> callbacks(String topic, BitSet accepted) {
    BitSet found = new BitSet();
    List<String> broken = new ArrayList<>();
    Map<TopicPartition, Long> ends = assign(topic);
    while (ends.entrySet().stream().anyMatch(end -> position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        int number = number(record);
        if (found.get(number)) {
          broken.add("callback " + number + " was sent once and is there twice");
        }
        found.set(number);
      }
    }
    BitSet missing = (BitSet) accepted.clone();
    missing.andNot(found);
    if (!missing.isEmpty()) {
      broken.add(
          "%d of %d callbacks that were answered 00 are not in the topic, the first is %d"
              .formatted(missing.cardinality(), accepted.cardinality(), missing.nextSetBit(0)));
    }
    return broken;
  }

  /** So many records at least, and no more than were sent. */
  List<String> count(String topic, int accepted, int sent) {
    long records = assign(topic).values().stream().mapToLong(Long::longValue).sum();
    return records < accepted || records > sent
        ? List.of(
            "the floor was sent %d, accepted %d and produced %d".formatted(sent, accepted, records))
        : List.of();
  }

  private Map<TopicPartition, Long> assign(String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer.endOffsets(partitions);
  }

  private long position(TopicPartition partition) {
    return consumer.position(partition);
  }

  private static int number(ConsumerRecord<byte[], byte[]> record) {
    Decoding<Command> decoding =
        CommandReader.read(CommandKind.CALLBACK, record.value(), Optional.empty(), () -> NO_ID);
    if (decoding instanceof Decoding.Decoded<Command>(CallbackCommand callback)) {
      return Math.toIntExact(SignedCall.number(callback.transactionId()));
    }
    throw new IllegalStateException("the topic holds what is no callback: " + decoding);
  }

  @Override
  public void close() {
    consumer.close();
  }
}

package io.payonce.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of a topic, as they lie there. Reads on whenever it is asked. */
final class TopicLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  TopicLog(Installation installation, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.servers().bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads to the end as it is now, and returns all that was read. */
  List<ConsumerRecord<byte[], byte[]>> read() {
    Set<Map.Entry<TopicPartition, Long>> ends = consumer.endOffsets(partitions).entrySet();
    while (ends.stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }

  /** Reads all of it afresh. */
  List<ConsumerRecord<byte[], byte[]>> readAgain() {
    records.clear();
    consumer.seekToBeginning(partitions);
    return read();
  }

  /** {@code partition offset} of where each partition ends, markers included, by partition. */
  List<String> ends() {
    return consumer.endOffsets(partitions).entrySet().stream()
        .sorted(Comparator.comparingInt(end -> end.getKey().partition()))
        .map(end -> end.getKey().partition() + " " + end.getValue())
        .toList();
  }

  /** How many offsets were given out, whether there is a record to read or not. */
  long offsets() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}

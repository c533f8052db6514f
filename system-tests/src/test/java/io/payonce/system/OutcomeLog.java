package io.payonce.system;

import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Everything that was published to {@code payment.outcome}, by command. Reads on whenever it is
 * asked.
 */
final class OutcomeLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<UUID, List<OutcomeMessage>> byCommand = new ConcurrentHashMap<>();
  private int records;

  OutcomeLog(Installation installation) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.servers().bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(installation.topics().outcomes()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads what has come since, and returns all outcomes by the command that they belong to. */
  Map<UUID, List<OutcomeMessage>> read() {
    for (var polled = consumer.poll(POLL); !polled.isEmpty(); polled = consumer.poll(POLL)) {
      polled.forEach(this::add);
    }
    return byCommand;
  }

  int records() {
    return records;
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    records++;
    if (!(OutcomeReader.read(record.value())
        instanceof Decoding.Decoded<OutcomeMessage>(OutcomeMessage outcome))) {
      throw new AssertionError("an outcome that cannot be read at offset " + record.offset());
    }
    byCommand.computeIfAbsent(outcome.commandId(), _ -> new ArrayList<>()).add(outcome);
  }

  @Override
  public void close() {
    consumer.close();
  }
}

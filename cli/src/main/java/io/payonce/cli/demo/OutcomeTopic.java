package io.payonce.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of outcomes, read from where it ended when this was made, in no group. */
final class OutcomeTopic {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final Map<TopicPartition, Long> ends;

  OutcomeTopic(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      ends = consumer.endOffsets(partitions);
    }
  }

  /**
   * Reads until so many callbacks have an outcome and nothing more comes, or until that takes too
   * long.
   */
  Outcomes readUntil(int callbacks) {
    Outcomes outcomes = new Outcomes();
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(ends.keySet());
      ends.forEach(consumer::seek);
      boolean more = true;
      while ((more || outcomes.size() < callbacks) && Instant.now().isBefore(giveUp)) {
        var records = consumer.poll(POLL);
        records.forEach(record -> outcomes.add(record.value()));
        more = !records.isEmpty();
      }
    }
    return outcomes;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}

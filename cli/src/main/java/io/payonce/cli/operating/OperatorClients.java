package io.payonce.cli.operating;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes Kafka clients for a person who waits: they answer within seconds or not at all. */
public final class OperatorClients {
  private static final Duration FOUND_WITHIN = Duration.ofSeconds(5);
  private static final Duration DURABLE_WITHIN = Duration.ofSeconds(10);
  private static final Duration ONE_TRY_AT_MOST = Duration.ofSeconds(3);

  /** A fetch that waits at the end of one topic holds up the next one's. */
  private static final Duration EMPTY_FETCH_AT_MOST = Duration.ofMillis(50);

  private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

  private final String bootstrapServers;

  public OperatorClients(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** A consumer that belongs to no group and starts nowhere by itself. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = answeringSoon();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, millis(EMPTY_FETCH_AT_MOST));
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer whose acknowledged records are durable. */
  public KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            MAX_REQUEST_BYTES,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            millis(DURABLE_WITHIN),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            millis(DURABLE_WITHIN),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            millis(ONE_TRY_AT_MOST)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Describes and changes topics. */
  public Admin admin() {
    return Admin.create(answeringSoon());
  }

  private Map<String, Object> answeringSoon() {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(FOUND_WITHIN));
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(ONE_TRY_AT_MOST));
    return config;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}

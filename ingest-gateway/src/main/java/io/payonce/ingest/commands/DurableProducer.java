package io.payonce.ingest.commands;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A Kafka producer that acknowledges what all in-sync copies hold, and gives up in time for a
 * caller who waits.
 */
public final class DurableProducer {
  /** For all of it: finding the partition's leader, sending, and every in-sync copy. */
  public static final Duration DURABLE_WITHIN = Duration.ofMillis(900);

  private static final Duration ONE_TRY_AT_MOST = Duration.ofMillis(700);
  private static final Duration GATHER_FOR = Duration.ofMillis(1);
  private static final Duration RETRY_AFTER = Duration.ofMillis(50);
  private static final Duration RETRY_AFTER_AT_MOST = Duration.ofMillis(200);
  private static final int BUFFER_BYTES = 32 * 1024 * 1024;

  private DurableProducer() {}

  /** Works with Kafka away, too: what is sent then fails in time. */
  public static Producer<String, byte[]> open(String bootstrapServers) {
    return new KafkaProducer<>(
        configuration(bootstrapServers), new StringSerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> configuration(String bootstrapServers) {
    return Map.ofEntries(
        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "payonce-ingress"),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, millis(GATHER_FOR)),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BUFFER_BYTES),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, DURABLE_WITHIN.toMillis()),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DURABLE_WITHIN)),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(ONE_TRY_AT_MOST)),
        Map.entry(
            ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, ONE_TRY_AT_MOST.toMillis()),
        Map.entry(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_AFTER.toMillis()),
        Map.entry(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, RETRY_AFTER_AT_MOST.toMillis()),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, RETRY_AFTER.toMillis()),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RETRY_AFTER_AT_MOST.toMillis()));
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}

package io.payonce.auditor.running;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How the stream runs.
 *
 * @param applicationId the group of all instances; begins the names of their own topics
 * @param replication copies of each of these topics
 * @param standbys instances that keep a second copy of a store, to take over sooner
 */
public record StreamSettings(
    String bootstrapServers, String applicationId, int replication, int standbys, int threads) {
  private static final int IN_SYNC_OF_THREE = 2;

  /** There is no global state; without it a line in the log asks for it at each start. */
  private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

  /** A killed instance's partitions go to the others after this time. */
  private static final Duration SESSION = Duration.ofSeconds(10);

  /** What is made in a moment is committed together, and is seen by the next part after it. */
  private static final Duration COMMIT_EVERY = Duration.ofMillis(200);

  public StreamSettings {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(applicationId, "applicationId is null");
  }

  Properties toConfig() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(GLOBAL_HANDLER, true);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_EVERY.toMillis());
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        String.valueOf(Math.min(IN_SYNC_OF_THREE, Math.max(1, replication - 1))));
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) SESSION.toMillis());
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) SESSION.dividedBy(4).toMillis());
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    return config;
  }
}

package io.payonce.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of a worker or a replay, with the settings that its promises rest on. */
public final class KafkaClients {
  private static final int DELIVERY_TIMEOUT_MS = 20_000;
  private static final int REQUEST_TIMEOUT_MS = 5_000;
  private static final int MAX_BLOCK_MS = 10_000;
  private static final int LINGER_MS = 5;

  /** More than a broker takes as a rule: whether a record is too large is the broker's to say. */
  private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

  /** What a replay holds of records that it has not come to. */
  private static final int MAX_FETCHED_BYTES = 8 * 1024 * 1024;

  private final WorkerSettings settings;

  public KafkaClients(WorkerSettings settings) {
    this.settings = settings;
  }

  /** The three clients of a worker, open together or not at all. */
  record OfWorker(
      Consumer<byte[], byte[]> consumer, Admin admin, Producer<byte[], byte[]> producer) {}

  /**
   * Makes all that a worker needs. None of them waits for Kafka, but each asks for its address.
   *
   * @throws KafkaException if the name of no server is known at present; nothing is left open
   */
  OfWorker ofWorker(String groupId, Duration maxPollInterval) {
    Consumer<byte[], byte[]> consumer = consumer(groupId, maxPollInterval);
    try {
      Admin admin = admin();
      try {
        return new OfWorker(consumer, admin, producer());
      } catch (KafkaException e) {
        admin.close();
        throw e;
      }
    } catch (KafkaException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * A consumer that starts nowhere by itself: where to start is the database's to say.
   *
   * @param maxPollInterval how long it may be silent before its partitions go to others
   */
  private Consumer<byte[], byte[]> consumer(String groupId, Duration maxPollInterval) {
    Map<String, Object> config = common();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) maxPollInterval.toMillis());
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxBatch());
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A consumer in no group, for partitions that are assigned and sought by hand. */
  public Consumer<byte[], byte[]> rangeConsumer() {
    Map<String, Object> config = common();
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxBatch());
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCHED_BYTES);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer whose acknowledged records are durable. */
  public Producer<byte[], byte[]> producer() {
    Map<String, Object> config = common();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public Admin admin() {
    return Admin.create(common());
  }

  private Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    config.put(
        CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) WorkerSettings.BROKER_TIMEOUT.toMillis());
    return config;
  }
}

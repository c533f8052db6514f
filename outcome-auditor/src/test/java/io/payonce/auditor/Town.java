package io.payonce.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Outcome;
import io.payonce.schemas.Command;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.Topics;
import io.payonce.schemas.alerts.Alert;
import io.payonce.schemas.alerts.AlertReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a test on a real broker: writes what producers and workers write, reads alerts. */
final class Town implements AutoCloseable {
  static final int PARTITIONS = 4;

  private final TestServers servers;
  private final Topics topics;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> alerts;
  private final List<Alert> read = new ArrayList<>();

  Town(TestServers servers) {
    this.servers = servers;
    this.topics = new Topics(servers.namespace());
    Map<String, Integer> partitions = new HashMap<>();
    topics.all().forEach(topic -> partitions.put(topic, PARTITIONS));
    servers.createTopics(partitions);
    producer = producer(Map.of());
    alerts = alertConsumer();
  }

  /** What an auditor of this test is set to; a command is due after three seconds. */
  Map<String, String> environment() {
    return Map.of(
        "PAYONCE_MANAGEMENT_PORT", "0",
        "PAYONCE_NAMESPACE", servers.namespace(),
        "KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers(),
        "AUDIT_REPLICATION", "1",
        "AUDIT_DUE", "3s",
        "PAYONCE_LOG_LEVEL", "WARN");
  }

  private Producer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void send(Command command, Instant time) {
    sendSoon(command, time);
    flush();
  }

  void decide(Command command, Instant time) {
    decideSoon(command, time);
    flush();
  }

  void sendSoon(Command command, Instant time) {
    producer.send(
        record(
            topics.commands(command.kind()), command.key().value(), time, Messages.bytes(command)));
  }

  /** Under any key: whoever brings both together must not rely on it. */
  void decideSoon(Command command, Instant time) {
    producer.send(outcome(command, time));
  }

  void flush() {
    producer.flush();
  }

  /**
   * Writes both in one transaction that is committed, and the outcome of a third in one that is
   * not.
   */
  void sendInTransactions(Command command, Command undecided, Instant time) {
    try (Producer<byte[], byte[]> transactions =
        producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, servers.namespace() + "town"))) {
      transactions.initTransactions();
      transactions.beginTransaction();
      transactions.send(
          record(
              topics.commands(command.kind()),
              command.key().value(),
              time,
              Messages.bytes(command)));
      transactions.send(outcome(command, time));
      transactions.commitTransaction();
      transactions.beginTransaction();
      transactions.send(outcome(undecided, time));
      transactions.flush();
      transactions.abortTransaction();
    }
  }

  /** Writes outcomes of a command to all partitions, in a transaction that is not committed. */
  void abortOutcomes(Command command, Instant time) {
    try (Producer<byte[], byte[]> transactions =
        producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, servers.namespace() + "town"))) {
      transactions.initTransactions();
      transactions.beginTransaction();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        ProducerRecord<byte[], byte[]> record = outcome(command, time);
        transactions.send(
            new ProducerRecord<>(
                record.topic(), partition, record.timestamp(), record.key(), record.value()));
      }
      transactions.flush();
      transactions.abortTransaction();
    }
  }

  private ProducerRecord<byte[], byte[]> outcome(Command command, Instant time) {
    return record(
        topics.outcomes(),
        UUID.randomUUID().toString(),
        time,
        Messages.outcome(command, Outcome.APPLIED));
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String key, Instant time, byte[] value) {
    return new ProducerRecord<>(topic, null, time.toEpochMilli(), key.getBytes(UTF_8), value);
  }

  String applicationId() {
    return servers.namespace() + "outcome-auditor";
  }

  /** As Kafka does with those of a group that was away for long. */
  void forgetPlaces(String group) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
      admin.deleteConsumerGroups(List.of(group)).all().get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** All alerts that were published so far. */
  List<Alert> alerts() {
    var polled = alerts.poll(Duration.ofMillis(50));
    while (!polled.isEmpty()) {
      polled.forEach(
          record -> {
            if (!(AlertReader.read(record.value())
                instanceof Decoding.Decoded<Alert>(Alert alert))) {
              throw new AssertionError("an alert that cannot be read");
            }
            read.add(alert);
          });
      polled = alerts.poll(Duration.ofMillis(50));
    }
    return read;
  }

  /** The commands that were said to be overdue, each as often as it was said. */
  List<UUID> overdue() {
    return alerts().stream()
        .filter(Alert.Overdue.class::isInstance)
        .map(alert -> ((Alert.Overdue) alert).subject().commandId().orElseThrow())
        .toList();
  }

  private Consumer<byte[], byte[]> alertConsumer() {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new TopicPartition(topics.alerts(), partition));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
    alerts.close();
  }
}

package io.payonce.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka as everybody but the worker sees it. */
public final class Broker implements AutoCloseable {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

  private final TestServers servers;
  private final Topics topics;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  /** Makes the topics of callbacks. */
  public Broker(TestServers servers, int partitions) {
    this.servers = servers;
    this.topics = new Topics(servers.namespace());
    Map<String, Integer> made = new HashMap<>();
    made.put(Commands.topic(topics), partitions);
    topics.retries(CommandKind.CALLBACK).forEach(name -> made.put(name, partitions));
    made.put(topics.deadLetters(CommandKind.CALLBACK), partitions);
    made.put(topics.outcomes(), partitions);
    servers.createTopics(made);
    this.admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
    this.producer = producer(Map.of());
  }

  public Topics topics() {
    return topics;
  }

  public TopicPartition commands(int partition) {
    return new TopicPartition(Commands.topic(topics), partition);
  }

  public PartitionRef ref(int partition) {
    String topic = Commands.topic(topics);
    Map<String, TopicDescription> described =
        got(admin.describeTopics(List.of(topic)).allTopicNames());
    Uuid id = requireNonNull(described.get(topic), "topic is not described").topicId();
    return new PartitionRef(
        topic, new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()), partition);
  }

  /** Sends commands, each under its value as the key, and waits until they are durable. */
  public void send(int partition, String... values) {
    List<Future<?>> sent = new ArrayList<>();
    for (String value : values) {
      sent.add(producer.send(command(partition, value)));
    }
    producer.flush();
    sent.forEach(Broker::got);
  }

  /** Sends {@code count} commands with such values as {@code 0:17}. */
  public void sendMany(int partition, int count) {
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      values[i] = partition + ":" + i;
    }
    send(partition, values);
  }

  public void send(ProducerRecord<byte[], byte[]> record) {
    got(producer.send(record));
  }

  public ProducerRecord<byte[], byte[]> command(int partition, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    return new ProducerRecord<>(Commands.topic(topics), partition, bytes, bytes);
  }

  /** Works on partition 0 inside one Kafka transaction, and commits or aborts it. */
  public void inKafkaTransaction(boolean commit, Consumer<Producer<byte[], byte[]>> work) {
    try (Producer<byte[], byte[]> transactional =
        producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, UUID.randomUUID().toString()))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      work.accept(transactional);
      transactional.flush();
      if (commit) {
        transactional.commitTransaction();
      } else {
        transactional.abortTransaction();
      }
    }
    // Kafka writes the markers after it has answered.
    await()
        .until(
            () -> end(0, IsolationLevel.READ_COMMITTED) == end(0, IsolationLevel.READ_UNCOMMITTED));
  }

  void deleteBefore(int partition, long offset) {
    got(
        admin
            .deleteRecords(Map.of(commands(partition), RecordsToDelete.beforeOffset(offset)))
            .all());
  }

  public long end(int partition) {
    return end(partition, IsolationLevel.READ_UNCOMMITTED);
  }

  private long end(int partition, IsolationLevel isolation) {
    TopicPartition name = commands(partition);
    return got(admin
            .listOffsets(Map.of(name, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
            .partitionResult(name))
        .offset();
  }

  /** What the commands' group has committed, by partition. */
  public Map<Integer, Long> committed() {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        got(
            admin
                .listConsumerGroupOffsets(topics.namespace() + "payonce.callback")
                .partitionsToOffsetAndMetadata());
    Map<Integer, Long> committed = new HashMap<>();
    offsets.forEach((name, offset) -> committed.put(name.partition(), offset.offset()));
    return committed;
  }

  public List<ConsumerRecord<byte[], byte[]>> outcomes() {
    return all(topics.outcomes());
  }

  public List<String> outcomeValues() {
    return outcomes().stream().map(Commands::value).toList();
  }

  public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return all(topics.deadLetters(CommandKind.CALLBACK));
  }

  /** Everything that a topic holds now, of each partition in order. */
  public List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(name -> consumer.position(name) < ends.getOrDefault(name, 0L))) {
        consumer.poll(Duration.ofMillis(50)).forEach(read::add);
      }
    }
    return read;
  }

  /** Sends a record that is larger than a broker takes, and small enough when it is packed. */
  void sendCompressed(ProducerRecord<byte[], byte[]> record) {
    Map<String, Object> packing =
        Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "gzip",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            8 * 1024 * 1024);
    try (Producer<byte[], byte[]> packed = producer(packing)) {
      got(packed.send(record));
    }
  }

  private Producer<byte[], byte[]> producer(Map<String, Object> extra) {
    Map<String, Object> config = new HashMap<>(extra);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static <T> T got(Future<T> answer) {
    try {
      return answer.get(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka does not answer as it should", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
  }
}

package io.payonce.benchmarks.rig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.payonce.embedded.EmbeddedKafka;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of the run, and the commands in them. */
public record BenchTopics(String bootstrapServers, Topics topics) {
  private static final int PARTITIONS = 8;
  private static final int LINGER_MILLIS = 5;
  private static final int BROKER = 1;

  public void createOn(EmbeddedKafka kafka) {
    kafka.createTopics(topics.all().stream().collect(toMap(name -> name, _ -> PARTITIONS)));
  }

  List<TopicPartition> outcomePartitions() {
    return partitions(topics.outcomes()).toList();
  }

  private static Stream<TopicPartition> partitions(String topic) {
    return IntStream.range(0, PARTITIONS).mapToObj(number -> new TopicPartition(topic, number));
  }

  /**
   * Publishes commands as an ingress does, and returns when they are durable.
   *
   * @throws IllegalStateException if one is not
   */
  public void publish(int count, IntFunction<? extends Command> commands) {
    AtomicReference<Exception> failed = new AtomicReference<>();
    try (Producer<byte[], byte[]> producer = producer()) {
      for (int position = 0; position < count; position++) {
        producer.send(
            record(commands.apply(position)),
            (_, failure) -> {
              if (failure != null) {
                failed.set(failure);
              }
            });
      }
      producer.flush();
    }
    if (failed.get() != null) {
      throw new IllegalStateException("a command was not published", failed.get());
    }
  }

  /**
   * Publishes commands at a steady rate.
   *
   * @param sentAt is told when each was received, by its position, in milliseconds since the epoch
   */
  public void publishSteadily(
      int count, IntFunction<? extends Command> commands, int perSecond, long[] sentAt) {
    long between = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
    try (Producer<byte[], byte[]> producer = producer()) {
      long due = System.nanoTime();
      for (int position = 0; position < count; position++) {
        ProducerRecord<byte[], byte[]> record = record(commands.apply(position));
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        sentAt[position] = System.currentTimeMillis();
        producer.send(record);
        due += between;
      }
    }
  }

  /** What the logs of all topics take on the disk, in bytes. */
  public long bytes() {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      return admin.describeLogDirs(List.of(BROKER)).allDescriptions().get().values().stream()
          .flatMap(directories -> directories.values().stream())
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .filter(replica -> topics.all().contains(replica.getKey().topic()))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not tell the size of its logs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private ProducerRecord<byte[], byte[]> record(Command command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.commands(command.kind()),
            command.key().value().getBytes(UTF_8),
            CommandWriter.write(command));
    record.headers().add(RecordHeaders.COMMAND_ID, command.commandId().toString().getBytes(UTF_8));
    return record;
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            LINGER_MILLIS),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}

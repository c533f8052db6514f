package io.payonce.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.redis.Commands;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Reply;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the ingress publishes, and replies as the test says. For one thread. */
final class StandInWorker implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final RedisLink redis;
  private final Deque<ConsumerRecord<String, byte[]>> read = new ArrayDeque<>();

  StandInWorker(TestServers servers, CommandKind kind) {
    String topic = new Topics(servers.namespace()).commands(kind);
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    redis = RedisLink.connect(RedisSettings.of(servers.redisUrl()));
  }

  /** How many commands are in Kafka now. */
  long published() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The next command, as soon as it is there. */
  ConsumerRecord<String, byte[]> next() {
    long giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (read.isEmpty() && System.nanoTime() < giveUp) {
      consumer.poll(Duration.ofMillis(100)).forEach(read::add);
    }
    assertThat(read).as("commands in %s", partitions).isNotEmpty();
    return read.removeFirst();
  }

  static UUID commandId(ConsumerRecord<String, byte[]> record) {
    return UUID.fromString(header(record, RecordHeaders.COMMAND_ID).orElseThrow());
  }

  static Optional<String> header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
  }

  void reply(ConsumerRecord<String, byte[]> record, Reply reply) {
    try {
      assertThat(redis.awaitConnected(LONGEST_WAIT)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    String channel = header(record, RecordHeaders.REPLY_TO).orElseThrow();
    assertThat(redis.run(Commands.publish(channel, Reply.write(reply))).value()).isEqualTo(1L);
  }

  @Override
  public void close() {
    redis.close();
    consumer.close();
  }
}

package io.payonce.ingest.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts commands into Kafka and waits until they are durable. Safe for many threads, whose commands
 * travel together.
 */
final class CommandPublisher implements AutoCloseable {
  /** For all of it: finding the partition's leader, sending, and every in-sync copy. */
  static final Duration DURABLE_WITHIN = Duration.ofMillis(900);

  private static final Logger log = LoggerFactory.getLogger(CommandPublisher.class);
  private static final Duration ONE_TRY_AT_MOST = Duration.ofMillis(700);
  private static final Duration GATHER_FOR = Duration.ofMillis(1);
  private static final Duration RETRY_AFTER = Duration.ofMillis(50);
  private static final Duration RETRY_AFTER_AT_MOST = Duration.ofMillis(200);
  private static final int BUFFER_BYTES = 32 * 1024 * 1024;

  private final Topics topics;
  private final Producer<String, byte[]> producer;

  CommandPublisher(LinkSettings settings) {
    topics = settings.topics();
    producer =
        new KafkaProducer<>(
            configuration(settings.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    Thread.ofVirtual().name("payonce-ingress-warm-up").start(this::findLeaders);
  }

  /** So that the first callers find the partitions' leaders known, and do not wait for them. */
  private void findLeaders() {
    try {
      for (CommandKind kind : CommandKind.values()) {
        producer.partitionsFor(topics.commands(kind));
      }
    } catch (KafkaException e) {
      // Kafka is away or still starting: sending asks again.
      log.debug("the leaders are not known yet", e);
    }
  }

  /**
   * Sends the command and waits; returns whether it is durable by then. If not, it may still become
   * so.
   *
   * @param replyTo the channel on which somebody waits for the outcome
   */
  boolean publish(Command command, Optional<String> replyTo) {
    long deadline = System.nanoTime() + DURABLE_WITHIN.toNanos();
    CompletableFuture<Void> durable = new CompletableFuture<>();
    try {
      producer.send(
          record(command, replyTo),
          (_, failure) -> {
            if (failure == null) {
              durable.complete(null);
            } else {
              durable.completeExceptionally(failure);
            }
          });
      durable.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      // Whichever way it failed, the caller is told to send again, which is safe.
      log.warn("command {} is not known to be durable: {}", command.commandId(), e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    producer.close(DURABLE_WITHIN);
  }

  private ProducerRecord<String, byte[]> record(Command command, Optional<String> replyTo) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topics.commands(command.kind()), command.key().value(), CommandWriter.write(command));
    record.headers().add(RecordHeaders.COMMAND_ID, command.commandId().toString().getBytes(UTF_8));
    replyTo.ifPresent(
        channel -> record.headers().add(RecordHeaders.REPLY_TO, channel.getBytes(UTF_8)));
    return record;
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

package io.payonce.ingest.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.ingest.tracing.RequestTraces;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts commands into Kafka and waits until they are durable. Safe for many threads, whose commands
 * travel together.
 */
final class CommandPublisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommandPublisher.class);

  private final RequestTraces traces = RequestTraces.ofProcess();
  private final Topics topics;
  private final Producer<String, byte[]> producer;

  CommandPublisher(LinkSettings settings) {
    topics = settings.topics();
    producer = DurableProducer.open(settings.bootstrapServers());
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
    ProducerRecord<String, byte[]> record = record(command, replyTo);
    return traces.sending(record.topic(), record.headers(), () -> send(command, record));
  }

  private boolean send(Command command, ProducerRecord<String, byte[]> record) {
    long deadline = System.nanoTime() + DurableProducer.DURABLE_WITHIN.toNanos();
    CompletableFuture<Void> durable = new CompletableFuture<>();
    try {
      producer.send(
          record,
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
    producer.close(DurableProducer.DURABLE_WITHIN);
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
}

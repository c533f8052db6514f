package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.schemas.Command;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes commands as an ingress does, and remembers those that were acknowledged. */
final class CommandSender implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final Topics topics;
  private final Sent sent = new Sent();

  CommandSender(Installation installation) {
    this.topics = installation.topics();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.servers().bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                2),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  Sent sent() {
    return sent;
  }

  /** Publishes without waiting; {@link #flush} waits for all. */
  void send(Command command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.commands(command.kind()),
            command.key().value().getBytes(UTF_8),
            CommandWriter.write(command));
    record.headers().add(RecordHeaders.COMMAND_ID, command.commandId().toString().getBytes(UTF_8));
    producer.send(
        record,
        (_, failure) -> {
          if (failure == null) {
            sent.add(command);
          }
        });
  }

  void sendAll(Collection<? extends Command> commands) {
    commands.forEach(this::send);
    producer.flush();
  }

  /** Publishes any bytes, and returns where they stand. */
  RecordMetadata sendRaw(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    return producer.send(record).get();
  }

  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}

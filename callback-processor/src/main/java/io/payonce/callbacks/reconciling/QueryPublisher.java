package io.payonce.callbacks.reconciling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes what gateways answered, as commands, each durable when it returns. */
final class QueryPublisher implements AutoCloseable {
  /** The longest that publishing one may take, its topic's leader found and all. */
  static final Duration DURABLE_WITHIN = Duration.ofSeconds(10);

  private static final Duration ONE_TRY_AT_MOST = Duration.ofSeconds(2);

  private final Topics topics;
  private final Producer<byte[], byte[]> producer;

  QueryPublisher(String bootstrapServers, Topics topics) {
    this.topics = topics;
    int half = (int) DURABLE_WITHIN.dividedBy(2).toMillis();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                half,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                half,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ONE_TRY_AT_MOST.toMillis()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * @throws KafkaException if it is not known to be durable; it may become so, and is published
   *     again under another id, which makes it a duplicate
   */
  void publish(CallbackCommand command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.commands(command.kind()),
            command.key().value().getBytes(UTF_8),
            CommandWriter.write(command));
    record.headers().add(RecordHeaders.COMMAND_ID, command.commandId().toString().getBytes(UTF_8));
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new KafkaException("not published: " + command.commandId(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while publishing", e);
    }
  }

  @Override
  public void close() {
    producer.close(ONE_TRY_AT_MOST);
  }
}

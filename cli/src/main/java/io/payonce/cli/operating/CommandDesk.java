package io.payonce.cli.operating;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.schemas.Command;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeReader;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Publishes a command and waits for what becomes of it. */
public final class CommandDesk {
  private static final Duration POLL = Duration.ofMillis(200);

  private final OperatorClients clients;
  private final Topics topics;

  public CommandDesk(String bootstrapServers, Topics topics) {
    this.clients = new OperatorClients(bootstrapServers);
    this.topics = topics;
  }

  /** What is known of a command at the end. */
  public sealed interface Ending {
    /** Its outcome is known. */
    record Decided(OutcomeMessage outcome) implements Ending {}

    /** It is durable and will be decided, but was not in time. */
    record Undecided() implements Ending {}

    /** It may be durable or not. */
    record Unsure(String why) implements Ending {}
  }

  /**
   * Publishes it.
   *
   * @throws IllegalStateException if it surely was not published
   */
  public Ending publish(Command command, Duration decidedWithin) {
    try (KafkaConsumer<byte[], byte[]> outcomes = outcomes()) {
      requireTopic(outcomes, topics.commands(command.kind()));
      seekToNow(outcomes);
      try {
        send(command);
      } catch (KafkaException e) {
        return new Ending.Unsure(String.valueOf(e.getMessage()));
      }
      return await(outcomes, command, decidedWithin);
    }
  }

  private KafkaConsumer<byte[], byte[]> outcomes() {
    try {
      return clients.consumer();
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  private void seekToNow(KafkaConsumer<byte[], byte[]> outcomes) {
    List<TopicPartition> partitions = requireTopic(outcomes, topics.outcomes());
    try {
      outcomes.assign(partitions);
      outcomes.endOffsets(partitions).forEach(outcomes::seek);
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  private static List<TopicPartition> requireTopic(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IllegalStateException(
            "Kafka has no topic " + topic + "; is PAYONCE_NAMESPACE right?");
      }
      return partitions;
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  private static IllegalStateException away(KafkaException failure) {
    return new IllegalStateException("Kafka does not answer; nothing was published", failure);
  }

  private void send(Command command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.commands(command.kind()),
            command.key().value().getBytes(UTF_8),
            CommandWriter.write(command));
    record.headers().add(RecordHeaders.COMMAND_ID, command.commandId().toString().getBytes(UTF_8));
    try (KafkaProducer<byte[], byte[]> producer = clients.producer()) {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not confirm it", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static Ending await(
      KafkaConsumer<byte[], byte[]> outcomes, Command command, Duration decidedWithin) {
    byte[] key = command.key().value().getBytes(UTF_8);
    Instant giveUp = Instant.now().plus(decidedWithin);
    try {
      while (Instant.now().isBefore(giveUp)) {
        for (ConsumerRecord<byte[], byte[]> record : outcomes.poll(POLL)) {
          Optional<OutcomeMessage> outcome =
              Optional.of(record)
                  .filter(it -> Arrays.equals(it.key(), key))
                  .flatMap(CommandDesk::read);
          if (outcome.filter(it -> it.commandId().equals(command.commandId())).isPresent()) {
            return new Ending.Decided(outcome.get());
          }
        }
      }
    } catch (KafkaException _) {
      // The command is durable: that nobody tells what became of it changes nothing.
      return new Ending.Undecided();
    }
    return new Ending.Undecided();
  }

  private static Optional<OutcomeMessage> read(ConsumerRecord<byte[], byte[]> record) {
    return OutcomeReader.read(record.value())
            instanceof Decoding.Decoded<OutcomeMessage>(var message)
        ? Optional.of(message)
        : Optional.empty();
  }
}

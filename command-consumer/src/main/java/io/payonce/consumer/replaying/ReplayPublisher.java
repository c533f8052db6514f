package io.payonce.consumer.replaying;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.Disposition;
import io.payonce.consumer.KafkaClients;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes what a replay changed: outcomes, which bear its id, and the commands they lead to.
 * Nothing is parked and nothing is given up: that was done when the record was live.
 */
public final class ReplayPublisher implements AutoCloseable {
  private static final long CLOSE_AT_MOST_SECONDS = 10;

  private final Producer<byte[], byte[]> producer;
  private final Topics topics;
  private final byte[] replay;

  public ReplayPublisher(KafkaClients clients, Topics topics, UUID replay) {
    this.producer = clients.producer();
    this.topics = topics;
    this.replay = replay.toString().getBytes(UTF_8);
  }

  /**
   * Publishes and waits.
   *
   * @return how many outcomes there were
   * @throws KafkaException if anything is not known to be durable; all may be published again
   */
  int publish(List<Replayed> replayed) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    int outcomes = 0;
    for (Replayed each : replayed) {
      for (Disposition disposition : each.outgoing()) {
        Optional<ProducerRecord<byte[], byte[]>> record = record(disposition);
        record.map(producer::send).ifPresent(sent::add);
        outcomes += disposition instanceof Disposition.Decided ? 1 : 0;
      }
    }
    if (!sent.isEmpty()) {
      producer.flush();
      sent.forEach(ReplayPublisher::requireDurable);
    }
    return outcomes;
  }

  private Optional<ProducerRecord<byte[], byte[]>> record(Disposition disposition) {
    return switch (disposition) {
      case Disposition.Decided decided -> Optional.of(outcome(decided.outcome()));
      case Disposition.Command command -> {
        ProducerRecord<byte[], byte[]> record =
            record(topics.commands(command.kind()), command.message());
        record.headers().add(RecordHeaders.COMMAND_ID, command.commandId().getBytes(UTF_8));
        yield Optional.of(record);
      }
      case Disposition.Wait _, Disposition.GiveUp _ -> Optional.empty();
    };
  }

  private ProducerRecord<byte[], byte[]> outcome(Disposition.Message message) {
    ProducerRecord<byte[], byte[]> record = record(topics.outcomes(), message);
    record.headers().add(RecordHeaders.REPLAY_ID, replay);
    record.headers().add(RecordHeaders.REREAD, "true".getBytes(UTF_8));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, Disposition.Message message) {
    return new ProducerRecord<>(topic, message.key(), message.value());
  }

  private static void requireDurable(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new KafkaException("what was replayed is not known to be published", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while publishing", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(CLOSE_AT_MOST_SECONDS));
  }
}

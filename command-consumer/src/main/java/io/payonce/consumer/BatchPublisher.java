package io.payonce.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RetryTier;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/** Publishes what a batch led to, and returns when all of it is durable. */
final class BatchPublisher implements AutoCloseable {
  /**
   * Marks outcomes of records that had been read once before: where it differs from the earlier
   * one, it counts.
   */
  static final String REREAD = "reread";

  private final Producer<byte[], byte[]> producer;
  private final WorkerSettings settings;
  private final BatchHandler handler;
  private final RetryPolicy retryPolicy;
  private final DeadLetterBudget budget;
  private final Clock clock;

  BatchPublisher(
      Producer<byte[], byte[]> producer,
      WorkerSettings settings,
      BatchHandler handler,
      Clock clock) {
    this.producer = producer;
    this.settings = settings;
    this.handler = handler;
    this.retryPolicy = new RetryPolicy(settings.retryFor());
    this.budget = new DeadLetterBudget(settings.deadLettersPerMinute());
    this.clock = clock;
  }

  /** What was published, for the metrics. */
  record Published(int outcomes, int waiting, int deadLetters) {}

  /**
   * Publishes and waits.
   *
   * @throws KafkaException if anything is not known to be durable; all may be published again
   * @throws TooManyDeadLetters before anything is sent
   */
  Published publish(Batch batch, List<Disposition> dispositions) {
    Map<TopicPartition, PartitionSpan> spans = batch.spansByPartition();
    Instant now = clock.instant();
    List<ProducerRecord<byte[], byte[]>> outcomes = new ArrayList<>();
    List<ProducerRecord<byte[], byte[]>> waiting = new ArrayList<>();
    List<ProducerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    for (Disposition disposition : dispositions) {
      switch (disposition) {
        case Disposition.Decided decided ->
            outcomes.add(outcome(decided.record(), decided.outcome(), spans));
        case Disposition.Wait wait ->
            retryPolicy
                .next(wait.record(), now)
                .ifPresentOrElse(
                    tier -> waiting.add(retry(wait, tier, now)),
                    () -> giveUp(wait.record(), wait.reason(), deadLetters, outcomes, spans));
        case Disposition.GiveUp given ->
            giveUp(given.record(), given.reason(), deadLetters, outcomes, spans);
      }
    }
    if (!budget.spend(deadLetters.size(), now)) {
      throw new TooManyDeadLetters(deadLetters.size(), settings.deadLettersPerMinute());
    }
    send(waiting, deadLetters, outcomes);
    return new Published(outcomes.size(), waiting.size(), deadLetters.size());
  }

  private ProducerRecord<byte[], byte[]> outcome(
      ConsumerRecord<byte[], byte[]> of,
      Disposition.Message message,
      Map<TopicPartition, PartitionSpan> spans) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(settings.topics().outcomes(), message.key(), message.value());
    PartitionSpan span = spans.get(new TopicPartition(of.topic(), of.partition()));
    if (span != null && of.offset() < span.rereadBelow()) {
      record.headers().add(REREAD, "true".getBytes(UTF_8));
    }
    return record;
  }

  private ProducerRecord<byte[], byte[]> retry(Disposition.Wait wait, RetryTier tier, Instant now) {
    ProducerRecord<byte[], byte[]> record =
        copy(wait.record(), settings.topics().retry(settings.kind(), tier));
    wait.commandId()
        .ifPresent(id -> RetryPolicy.replace(record.headers(), RecordHeaders.COMMAND_ID, id));
    retryPolicy.note(record.headers(), wait.record(), wait.reason(), now);
    return record;
  }

  private void giveUp(
      ConsumerRecord<byte[], byte[]> given,
      String reason,
      List<ProducerRecord<byte[], byte[]>> deadLetters,
      List<ProducerRecord<byte[], byte[]>> outcomes,
      Map<TopicPartition, PartitionSpan> spans) {
    ProducerRecord<byte[], byte[]> letter =
        copy(given, settings.topics().deadLetters(settings.kind()));
    Headers headers = letter.headers();
    RetryPolicy.replace(headers, RecordHeaders.DEAD_LETTER_REASON, reason);
    RetryPolicy.replace(headers, RecordHeaders.DEAD_LETTER_SOURCE, RetryPolicy.place(given));
    deadLetters.add(letter);
    Optional<Disposition.Message> outcome = handler.outcomeOfGivingUp(given, reason);
    outcome.ifPresent(message -> outcomes.add(outcome(given, message, spans)));
  }

  /**
   * The same bytes and headers. A record without a key keeps its partition, so that it stays in
   * order.
   */
  private static ProducerRecord<byte[], byte[]> copy(
      ConsumerRecord<byte[], byte[]> record, String topic) {
    Integer partition = record.key() == null ? Integer.valueOf(record.partition()) : null;
    return new ProducerRecord<>(
        topic, partition, null, record.key(), record.value(), record.headers());
  }

  @SafeVarargs
  private void send(List<ProducerRecord<byte[], byte[]>>... lists) {
    List<Sent> sent = new ArrayList<>();
    for (List<ProducerRecord<byte[], byte[]>> list : lists) {
      for (ProducerRecord<byte[], byte[]> record : list) {
        Sent latest = new Sent(record.topic(), producer.send(record));
        latest.requireNotFailed();
        sent.add(latest);
      }
    }
    producer.flush();
    sent.forEach(Sent::requireDurable);
  }

  private record Sent(String topic, Future<RecordMetadata> acknowledgement) {
    /**
     * Where a topic is missing, each record waits in vain for its own time limit: after the first
     * that did, the others would hold the worker up for hours.
     */
    private void requireNotFailed() {
      if (acknowledgement.isDone()) {
        requireDurable();
      }
    }

    private void requireDurable() {
      try {
        acknowledgement.get();
      } catch (ExecutionException e) {
        throw new KafkaException("not published to " + topic, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException("interrupted while publishing to " + topic, e);
      }
    }
  }

  @Override
  public void close() {
    producer.close(WorkerSettings.BROKER_TIMEOUT);
  }
}

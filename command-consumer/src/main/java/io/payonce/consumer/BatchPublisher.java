package io.payonce.consumer;

import io.payonce.consumer.limits.DeadLetterBudget;
import io.payonce.consumer.tracing.Traces;
import io.payonce.schemas.CommandKind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what a batch led to, and returns when all of it is durable. */
public final class BatchPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchPublisher.class);

  private final Producer<byte[], byte[]> producer;
  private final WorkerSettings settings;
  private final Disposition.GivingUp givingUp;
  private final RetryPolicy retryPolicy;
  private final DeadLetterBudget budget;
  private final Traces traces;
  private final Clock clock;

  BatchPublisher(
      Producer<byte[], byte[]> producer,
      WorkerSettings settings,
      Disposition.GivingUp givingUp,
      Traces traces,
      Clock clock) {
    this.producer = producer;
    this.settings = settings;
    this.givingUp = givingUp;
    this.retryPolicy = new RetryPolicy(settings.retryFor());
    this.budget = new DeadLetterBudget(settings.deadLettersPerMinute());
    this.traces = traces;
    this.clock = clock;
  }

  /** What was published, for the metrics. */
  public record Published(int outcomes, int waiting, int deadLetters) {}

  /**
   * Publishes and waits.
   *
   * @throws KafkaException if anything is not known to be durable; all may be published again
   * @throws DeadLetterBudget.Exceeded before anything is sent
   */
  public Published publish(Batch batch, List<Disposition> dispositions) {
    Instant now = clock.instant();
    Outgoing outgoing = new Outgoing(batch, settings, givingUp, retryPolicy, traces, now);
    dispositions.forEach(outgoing::add);
    if (!budget.allows(outgoing.newDeadLetters(), now)) {
      throw new DeadLetterBudget.Exceeded(
          outgoing.newDeadLetters(), settings.deadLettersPerMinute());
    }
    send(outgoing);
    budget.spend(outgoing.newDeadLetters(), now);
    outgoing
        .firstGivenUp()
        .ifPresent(
            first ->
                LOG.warn(
                    "{} records are dead-lettered, first {}",
                    outgoing.deadLetters().size(),
                    first));
    return new Published(
        outgoing.outcomes().size(), outgoing.waiting().size(), outgoing.deadLetters().size());
  }

  private void send(Outgoing outgoing) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(outgoing.waiting());
    records.addAll(outgoing.deadLetters());
    records.addAll(outgoing.commands());
    records.addAll(outgoing.outcomes());
    List<Sent> sent = new ArrayList<>(records.size());
    for (ProducerRecord<byte[], byte[]> record : records) {
      Sent latest = new Sent(record, producer.send(record));
      requireNotFailed(latest);
      sent.add(latest);
    }
    producer.flush();
    sent.forEach(this::requireDurable);
  }

  private record Sent(
      ProducerRecord<byte[], byte[]> record, Future<RecordMetadata> acknowledgement) {}

  /**
   * Where a topic is missing, each record waits in vain for its own time limit: after the first
   * that did, the others would hold the worker up for hours.
   */
  private void requireNotFailed(Sent sent) {
    if (sent.acknowledgement().isDone()) {
      requireDurable(sent);
    }
  }

  private void requireDurable(Sent sent) {
    String topic = sent.record().topic();
    try {
      sent.acknowledgement().get();
    } catch (ExecutionException e) {
      boolean tooLarge = e.getCause() instanceof RecordTooLargeException;
      if (!tooLarge || isOurs(topic) || isStub(sent)) {
        throw new KafkaException("not published to " + topic, e.getCause());
      }
      requireDurable(sendWithoutValue(sent.record()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while publishing to " + topic, e);
    }
  }

  /** What we wrote ourselves, outcomes and commands, is of no use without its value. */
  private boolean isOurs(String topic) {
    return topic.equals(settings.topics().outcomes())
        || Arrays.stream(CommandKind.values())
            .anyMatch(kind -> topic.equals(settings.topics().commands(kind)));
  }

  private static boolean isStub(Sent sent) {
    return sent.record().value() == null;
  }

  /**
   * One record that the broker does not take must not stop its partition: a letter says where it
   * is.
   */
  private Sent sendWithoutValue(ProducerRecord<byte[], byte[]> tooLarge) {
    ProducerRecord<byte[], byte[]> stub =
        Outgoing.withoutValue(settings.topics().deadLetters(settings.kind()), tooLarge);
    return new Sent(stub, producer.send(stub));
  }

  @Override
  public void close() {
    producer.close(WorkerSettings.BROKER_TIMEOUT);
  }
}

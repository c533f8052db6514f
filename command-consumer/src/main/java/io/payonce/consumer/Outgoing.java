package io.payonce.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.tracing.Traces;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RetryTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** The records that a batch leads to, ready to be sent. */
final class Outgoing {
  private static final Map<String, Pattern> TOLD_WITH_THE_OUTCOME =
      Map.of(
          RecordHeaders.REDRIVE_OF,
              Pattern.compile("[A-Za-z0-9._-]{1,249} [0-9]{1,19} [0-9]{1,19}"),
          RecordHeaders.REDRIVEN_COMMAND, Pattern.compile("[0-9a-fA-F-]{36}"));

  private final WorkerSettings settings;
  private final Disposition.GivingUp givingUp;
  private final RetryPolicy retryPolicy;
  private final Traces traces;
  private final Instant now;
  private final Map<TopicPartition, PartitionSpan> spans;

  private final List<ProducerRecord<byte[], byte[]>> outcomes = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> commands = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> waiting = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
  private int newDeadLetters;
  private Optional<String> firstGivenUp = Optional.empty();

  Outgoing(
      Batch batch,
      WorkerSettings settings,
      Disposition.GivingUp givingUp,
      RetryPolicy retryPolicy,
      Traces traces,
      Instant now) {
    this.settings = settings;
    this.givingUp = givingUp;
    this.retryPolicy = retryPolicy;
    this.traces = traces;
    this.now = now;
    this.spans = batch.spansByPartition();
  }

  void add(Disposition disposition) {
    switch (disposition) {
      case Disposition.Decided decided -> addOutcome(decided.record(), decided.outcome());
      case Disposition.Command command -> commands.add(command(command));
      case Disposition.Wait wait ->
          retryPolicy
              .next(wait.record(), wait.reason(), now)
              .ifPresentOrElse(
                  tier -> waiting.add(retry(wait, tier)),
                  () -> giveUp(new Disposition.GiveUp(wait.record(), wait.reason())));
      case Disposition.GiveUp given -> giveUp(given);
    }
  }

  List<ProducerRecord<byte[], byte[]>> outcomes() {
    return outcomes;
  }

  /** Further commands. */
  List<ProducerRecord<byte[], byte[]>> commands() {
    return commands;
  }

  List<ProducerRecord<byte[], byte[]>> waiting() {
    return waiting;
  }

  List<ProducerRecord<byte[], byte[]>> deadLetters() {
    return deadLetters;
  }

  /**
   * Those of records that had not been read before: what is read again was given up before, and
   * says nothing new.
   */
  int newDeadLetters() {
    return newDeadLetters;
  }

  /** The place of the first record that is given up, and why in a word, for the log. */
  Optional<String> firstGivenUp() {
    return firstGivenUp;
  }

  /** What follows the code may repeat what somebody sent. */
  private static String code(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  /**
   * A dead letter without the bytes, for a record that the broker does not take: they stay where
   * the letter says.
   */
  static ProducerRecord<byte[], byte[]> withoutValue(
      String deadLetters, ProducerRecord<byte[], byte[]> tooLarge) {
    ProducerRecord<byte[], byte[]> stub =
        new ProducerRecord<>(deadLetters, null, null, tooLarge.key(), null, tooLarge.headers());
    RetryPolicy.replace(
        stub.headers(),
        RecordHeaders.DEAD_LETTER_REASON,
        "too-large: the broker does not take the %d bytes again; they are at the source"
            .formatted(tooLarge.value() == null ? 0 : tooLarge.value().length));
    Header origin = stub.headers().lastHeader(RecordHeaders.ORIGIN);
    if (stub.headers().lastHeader(RecordHeaders.DEAD_LETTER_SOURCE) == null && origin != null) {
      stub.headers().add(RecordHeaders.DEAD_LETTER_SOURCE, origin.value());
    }
    return stub;
  }

  private void addOutcome(ConsumerRecord<byte[], byte[]> of, Disposition.Message message) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(settings.topics().outcomes(), message.key(), message.value());
    traces.carryOn(of.headers(), record.headers());
    markReread(of, record);
    TOLD_WITH_THE_OUTCOME.forEach((name, form) -> tell(of, name, form, record));
    outcomes.add(record);
  }

  /** Whoever saw the command given up learns that this is the outcome that replaces it. */
  private static void tell(
      ConsumerRecord<byte[], byte[]> of,
      String name,
      Pattern form,
      ProducerRecord<byte[], byte[]> outcome) {
    Header header = of.headers().lastHeader(name);
    if (header != null && header.value() != null) {
      String value = new String(header.value(), UTF_8);
      if (form.matcher(value).matches()) {
        outcome.headers().add(name, header.value());
      }
    }
  }

  private ProducerRecord<byte[], byte[]> command(Disposition.Command command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            settings.topics().commands(command.kind()),
            command.message().key(),
            command.message().value());
    record.headers().add(RecordHeaders.COMMAND_ID, command.commandId().getBytes(UTF_8));
    traces.carryOn(command.record().headers(), record.headers());
    return record;
  }

  private ProducerRecord<byte[], byte[]> retry(Disposition.Wait wait, RetryTier tier) {
    ProducerRecord<byte[], byte[]> record =
        copy(wait.record(), settings.topics().retry(settings.kind(), tier));
    wait.commandId()
        .ifPresent(id -> RetryPolicy.replace(record.headers(), RecordHeaders.COMMAND_ID, id));
    retryPolicy.note(record.headers(), wait.record(), wait.reason(), now);
    markReread(wait.record(), record);
    return record;
  }

  private void giveUp(Disposition.GiveUp givenUp) {
    ConsumerRecord<byte[], byte[]> given = givenUp.record();
    String reason = givenUp.reason();
    ProducerRecord<byte[], byte[]> letter =
        copy(given, settings.topics().deadLetters(settings.kind()));
    RetryPolicy.replace(letter.headers(), RecordHeaders.DEAD_LETTER_REASON, reason);
    RetryPolicy.replace(
        letter.headers(), RecordHeaders.DEAD_LETTER_SOURCE, RetryPolicy.place(given));
    markReread(given, letter);
    deadLetters.add(letter);
    if (!isReread(given)) {
      newDeadLetters++;
    }
    if (firstGivenUp.isEmpty()) {
      firstGivenUp = Optional.of(RetryPolicy.place(given) + ": " + code(reason));
    }
    Optional<Disposition.Message> outcome =
        givenUp.isOfKiller()
            ? givingUp.outcomeUnread(given, reason)
            : givingUp.outcomeOfGivingUp(given, topicId(given), reason);
    outcome.ifPresent(message -> addOutcome(given, message));
  }

  private UUID topicId(ConsumerRecord<byte[], byte[]> record) {
    PartitionSpan span = spans.get(new TopicPartition(record.topic(), record.partition()));
    if (span == null) {
      throw new IllegalArgumentException("a record outside the batch's spans");
    }
    return span.partition().topicId();
  }

  private void markReread(
      ConsumerRecord<byte[], byte[]> from, ProducerRecord<byte[], byte[]> record) {
    if (isReread(from)) {
      RetryPolicy.replace(record.headers(), RecordHeaders.REREAD, "true");
    }
  }

  private boolean isReread(ConsumerRecord<byte[], byte[]> record) {
    PartitionSpan span = spans.get(new TopicPartition(record.topic(), record.partition()));
    boolean below = span != null && record.offset() < span.rereadBelow();
    return below || record.headers().lastHeader(RecordHeaders.REREAD) != null;
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
}

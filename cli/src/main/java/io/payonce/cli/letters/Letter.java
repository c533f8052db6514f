package io.payonce.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RefundCommand;
import io.payonce.store.operating.LetterRef;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A dead letter as it lies in its topic. */
record Letter(LetterId id, UUID topicId, ConsumerRecord<byte[], byte[]> record) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = {};
  private static final UUID NO_ID = new UUID(0, 0);
  private static final Pattern CALLBACK_KEY = Pattern.compile("callback:([A-Z]+):.*");
  private static final int MANY = 1_000_000;

  Letter {
    requireNonNull(id, "id is null");
    requireNonNull(topicId, "topicId is null");
    requireNonNull(record, "record is null");
  }

  LetterRef ref() {
    return new LetterRef(record.topic(), topicId, record.partition(), record.offset());
  }

  Instant at() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  byte[] value() {
    return record.value() == null ? NOTHING : record.value();
  }

  byte[] key() {
    return record.key() == null ? NOTHING : record.key();
  }

  String reason() {
    return header(RecordHeaders.DEAD_LETTER_REASON).orElse("");
  }

  /** Topic, partition and offset that it was given up at, divided by blanks. */
  String source() {
    return header(RecordHeaders.DEAD_LETTER_SOURCE).orElse("");
  }

  /** The broker did not take the bytes again; they are at the source. */
  boolean isWithoutBytes() {
    return record.value() == null && reason().startsWith("too-large:");
  }

  /** How often what it holds was sent again before. */
  int redrives() {
    try {
      return header(RecordHeaders.REDRIVE_ATTEMPT)
          .map(Integer::parseInt)
          .map(count -> Math.clamp(count, 0, MANY))
          .orElse(0);
    } catch (NumberFormatException _) {
      // It can only have come from outside, and counts as none.
      return 0;
    }
  }

  Decoding<Command> command() {
    return CommandReader.read(
        id.kind(), value(), header(RecordHeaders.COMMAND_ID).flatMap(Letter::uuid), () -> NO_ID);
  }

  /** The id of the command that was given up, as far as it can be read. */
  Optional<UUID> commandId() {
    return header(RecordHeaders.COMMAND_ID).flatMap(Letter::uuid).or(this::idInside);
  }

  /** The id of the command that was given up first, where this one was sent again before. */
  Optional<UUID> firstCommandId() {
    return header(RecordHeaders.REDRIVEN_COMMAND).flatMap(Letter::uuid).or(this::commandId);
  }

  /** Empty also for what is of no method, as refunds are. */
  Optional<PaymentMethod> method() {
    if (command() instanceof Decoding.Decoded<Command>(var command)) {
      return switch (command) {
        case CallbackCommand callback -> Optional.of(callback.method());
        case CreateCommand create -> Optional.of(create.method());
        case RefundCommand _ -> Optional.empty();
      };
    }
    Matcher key = CALLBACK_KEY.matcher(new String(key(), UTF_8));
    return key.matches() ? PaymentMethod.named(key.group(1)) : Optional.empty();
  }

  Optional<String> header(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }

  private Optional<UUID> idInside() {
    try {
      return uuid(JSON.readTree(value()).path("commandId").asText());
    } catch (IOException _) {
      // No JSON names no command.
      return Optional.empty();
    }
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

package io.payonce.refunds;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.payonce.consumer.Disposition;
import io.payonce.consumer.records.RecordPlace;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.IdempotencyKey;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RefundCommand;
import io.payonce.schemas.identifying.CommandIds;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Makes commands of records, and says what becomes of those that are none. */
final class RecordDecoder {
  private static final byte[] NOTHING = {};

  /** Where the command's id is not asked for. */
  private static final UUID NO_TOPIC = new UUID(0, 0);

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordDecoder() {}

  /** What a record is. */
  sealed interface Read {
    record Refund(Incoming incoming) implements Read {}

    record Other(Disposition disposition) implements Read {}
  }

  static Read read(ConsumerRecord<byte[], byte[]> record, RecordPlace place) {
    return switch (decode(record, place.span().partition().topicId())) {
      case Decoding.Decoded<Command>(RefundCommand command) ->
          new Read.Refund(new Incoming(record, command, place));
      case Decoding.Decoded<Command> _ -> throw new IllegalStateException("not a refund");
      // Its id is not read, so none is carried: one that is in the value must not be overruled.
      case Decoding.FutureVersion<Command> _ ->
          new Read.Other(new Disposition.Wait(record, Optional.empty(), "future-version"));
      case Decoding.Undecodable<Command> undecodable ->
          new Read.Other(new Disposition.GiveUp(record, "undecodable: " + undecodable.problem()));
    };
  }

  /**
   * What records are handled in order by: the order, whatever the refunds' own names. Refunds of
   * one payment mostly have to wait for each other anyway, and a line is quicker than a retry tier.
   */
  static String line(ConsumerRecord<byte[], byte[]> record) {
    if (decode(record, NO_TOPIC) instanceof Decoding.Decoded<Command>(RefundCommand refund)) {
      return IdempotencyKey.ofRefund(refund.orderId()).value();
    }
    return "unreadable " + record.topic() + " " + record.partition() + " " + record.offset();
  }

  /** Which command a record that is given up would have been. */
  record Identity(UUID commandId, String key) {}

  /** Names the command in a record, as far as it can be read; empty for what has no id. */
  static Optional<Identity> identify(ConsumerRecord<byte[], byte[]> record, UUID topicId) {
    if (decode(record, topicId) instanceof Decoding.Decoded<Command>(Command command)) {
      return Optional.of(new Identity(command.commandId(), command.key().value()));
    }
    return headerId(record)
        .or(() -> idInside(record))
        .map(known -> new Identity(known, key(record)));
  }

  /** Names it by what stands beside its value: the header and the record's key. */
  static Optional<Identity> identifyUnread(ConsumerRecord<byte[], byte[]> record) {
    return headerId(record).map(known -> new Identity(known, key(record)));
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), UTF_8);
  }

  private static Decoding<Command> decode(ConsumerRecord<byte[], byte[]> record, UUID topicId) {
    return CommandReader.read(
        CommandKind.REFUND,
        value(record),
        headerId(record),
        () -> CommandIds.ofPlace(topicId, record.partition(), record.offset(), record.timestamp()));
  }

  private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? NOTHING : record.value();
  }

  private static Optional<UUID> headerId(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(RecordHeaders.COMMAND_ID);
    return header == null ? Optional.empty() : CommandIds.ofHeader(header.value());
  }

  /** The id in a value that is no command otherwise: its producer learns what became of it. */
  private static Optional<UUID> idInside(ConsumerRecord<byte[], byte[]> record) {
    try {
      return CommandIds.ofText(JSON.readTree(value(record)).path("commandId").asText());
    } catch (IOException e) {
      // No JSON names no command.
      return Optional.empty();
    }
  }
}

package io.payonce.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.Batch;
import io.payonce.consumer.Disposition;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.identifying.CommandIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Step 1: makes commands of records, and says what becomes of those that are none. */
final class BatchDecoder<C extends Command> {
  private static final byte[] NOTHING = {};

  private final CommandKind kind;
  private final Class<C> type;

  BatchDecoder(CommandKind kind, Class<C> type) {
    this.kind = kind;
    this.type = type;
  }

  /**
   * The commands of a batch, in its order, and what is to be done with the other records.
   *
   * @param others by the partition that each came from
   */
  record Decoded<C extends Command>(List<Incoming<C>> commands, List<Other> others) {}

  record Other(PartitionRef partition, Disposition disposition) {}

  Decoded<C> decode(Batch batch) {
    Map<TopicPartition, PartitionSpan> spans = batch.spansByPartition();
    Decoded<C> decoded = new Decoded<>(new ArrayList<>(), new ArrayList<>());
    for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
      PartitionSpan span = spans.get(new TopicPartition(record.topic(), record.partition()));
      if (span == null) {
        throw new IllegalArgumentException("a record outside the batch's spans");
      }
      switch (read(record, span.partition().topicId())) {
        case Decoding.Decoded<Command> command ->
            decoded.commands().add(new Incoming<>(record, type.cast(command.value()), span));
        case Decoding.FutureVersion<Command> _ ->
            decoded.others().add(waitForUpgrade(span, record));
        case Decoding.Undecodable<Command> undecodable ->
            decoded.others().add(giveUp(span, record, undecodable.problem()));
      }
    }
    return decoded;
  }

  /** Which command a record that is given up would have been. */
  record Identity(UUID commandId, String key) {}

  /**
   * Names the command in a record, as far as it can be read; empty for what has neither a readable
   * value nor an id.
   */
  Optional<Identity> identify(ConsumerRecord<byte[], byte[]> record, UUID topicId) {
    if (read(record, topicId) instanceof Decoding.Decoded<Command>(Command command)) {
      return Optional.of(new Identity(command.commandId(), command.key().value()));
    }
    return identifyUnread(record);
  }

  /** Names it by what stands beside its value: the header and the record's key. */
  static Optional<Identity> identifyUnread(ConsumerRecord<byte[], byte[]> record) {
    String recordKey = record.key() == null ? "" : new String(record.key(), UTF_8);
    return headerId(record).map(known -> new Identity(known, recordKey));
  }

  private static Optional<UUID> headerId(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(RecordHeaders.COMMAND_ID);
    return header == null ? Optional.empty() : CommandIds.ofHeader(header.value());
  }

  private Decoding<Command> read(ConsumerRecord<byte[], byte[]> record, UUID topicId) {
    byte[] value = record.value() == null ? NOTHING : record.value();
    return CommandReader.read(
        kind,
        value,
        headerId(record),
        () -> CommandIds.ofPlace(topicId, record.partition(), record.offset(), record.timestamp()));
  }

  /** Its id is not read, so none is carried: one that is in the value must not be overruled. */
  private static Other waitForUpgrade(PartitionSpan span, ConsumerRecord<byte[], byte[]> record) {
    return new Other(
        span.partition(), new Disposition.Wait(record, Optional.empty(), "future-version"));
  }

  private static Other giveUp(
      PartitionSpan span, ConsumerRecord<byte[], byte[]> record, String problem) {
    return new Other(span.partition(), new Disposition.GiveUp(record, "undecodable: " + problem));
  }
}

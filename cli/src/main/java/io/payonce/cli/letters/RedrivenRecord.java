package io.payonce.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The record that a dead letter is sent again as: to the command topic of its kind, key and bytes
 * unchanged, under an id of its own.
 */
final class RedrivenRecord {
  /**
   * What told of the former sending. It waits afresh, from now on, and nobody waits for its reply
   * any more. {@link RecordHeaders#REREAD} stays: what a database that is gone did with the command
   * was done, and a refund that the gateway has paid must not look new.
   */
  private static final Set<String> OF_THE_FORMER =
      Set.of(
          RecordHeaders.COMMAND_ID,
          RecordHeaders.REPLY_TO,
          RecordHeaders.RETRY_ATTEMPT,
          RecordHeaders.RETRY_REASON,
          RecordHeaders.PARKED_SINCE,
          RecordHeaders.ORIGIN,
          RecordHeaders.DEAD_LETTER_REASON,
          RecordHeaders.DEAD_LETTER_SOURCE,
          RecordHeaders.REDRIVE_OF,
          RecordHeaders.REDRIVE_ATTEMPT,
          RecordHeaders.REDRIVEN_COMMAND);

  private RedrivenRecord() {}

  /**
   * The id of a sending: a function of the letter and of how often it was sent again, so that a
   * sending which is repeated, after a crash say, is the same command.
   */
  static UUID commandId(Letter letter, int attempt) {
    String name =
        "redrive|%s|%d|%d|%d"
            .formatted(letter.topicId(), letter.id().partition(), letter.id().offset(), attempt);
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
  }

  /** A record without a key keeps its partition, as everywhere on its way. */
  static ProducerRecord<byte[], byte[]> of(
      Letter letter, Topics topics, UUID commandId, int attempt) {
    Integer partition =
        letter.record().key() == null ? Integer.valueOf(letter.id().partition()) : null;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.commands(letter.id().kind()),
            partition,
            letter.record().key(),
            letter.record().value());
    for (Header header : letter.record().headers()) {
      if (!OF_THE_FORMER.contains(header.key())) {
        record.headers().add(header);
      }
    }
    add(record, RecordHeaders.COMMAND_ID, commandId.toString());
    add(record, RecordHeaders.REDRIVE_OF, place(letter));
    add(record, RecordHeaders.REDRIVE_ATTEMPT, String.valueOf(attempt));
    letter
        .firstCommandId()
        .ifPresent(first -> add(record, RecordHeaders.REDRIVEN_COMMAND, first.toString()));
    return record;
  }

  private static String place(Letter letter) {
    return letter.record().topic() + " " + letter.id().partition() + " " + letter.id().offset();
  }

  private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}

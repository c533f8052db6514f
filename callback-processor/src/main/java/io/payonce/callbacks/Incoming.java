package io.payonce.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.PartitionSpan;
import io.payonce.schemas.Command;
import io.payonce.schemas.RecordHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A command of a batch, with the record it was read from. Each stands for itself: two deliveries
 * that say the same are still two.
 *
 * @param <C> the kind of command
 */
final class Incoming<C extends Command> {
  /** Every channel that an ingress waits on is named so, after the namespace. */
  private static final String REPLY_CHANNEL = "reply:";

  private final ConsumerRecord<byte[], byte[]> record;
  private final C command;
  private final PartitionSpan span;
  private final String key;

  Incoming(ConsumerRecord<byte[], byte[]> record, C command, PartitionSpan span) {
    this.record = record;
    this.command = command;
    this.span = span;
    this.key = command.key().value();
  }

  ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  C command() {
    return command;
  }

  /** The stretch of the partition that the record belongs to. */
  PartitionSpan span() {
    return span;
  }

  /** The idempotency key. */
  String key() {
    return key;
  }

  /** Whether it had been read once before the database went back. */
  boolean isReread() {
    return record.offset() < span.rereadBelow()
        || record.headers().lastHeader(RecordHeaders.REREAD) != null;
  }

  /**
   * Where somebody waits for the outcome. A header that names anything but a reply channel is left
   * alone: whoever may write to the topic must not write to all of Redis.
   */
  Optional<String> replyChannel(String namespace) {
    Header header = record.headers().lastHeader(RecordHeaders.REPLY_TO);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    return Optional.of(new String(header.value(), UTF_8))
        .filter(channel -> channel.startsWith(namespace + REPLY_CHANNEL));
  }
}

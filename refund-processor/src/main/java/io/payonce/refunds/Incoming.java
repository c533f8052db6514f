package io.payonce.refunds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.records.RecordPlace;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RefundCommand;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A refund command, with the record that it was read from. */
record Incoming(ConsumerRecord<byte[], byte[]> record, RefundCommand command, RecordPlace place) {
  /** Every channel that an ingress waits on is named so, after the namespace. */
  private static final String REPLY_CHANNEL = "reply:";

  /** The idempotency key. */
  String key() {
    return command.key().value();
  }

  PartitionSpan span() {
    return place.span();
  }

  /**
   * Where somebody waits for the outcome. A header that names anything but a reply channel is left
   * alone: whoever may write to the topic must not write to all of Redis.
   */
  Optional<String> replyChannel(String namespace) {
    return header(RecordHeaders.REPLY_TO)
        .filter(channel -> channel.startsWith(namespace + REPLY_CHANNEL));
  }

  /**
   * How often it waited in a retry tier before. A header that is no number can only have come from
   * outside, and counts as none.
   */
  int waits() {
    try {
      return header(RecordHeaders.RETRY_ATTEMPT).map(Integer::parseInt).orElse(0);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether it had been read once before the database went back. */
  boolean isReread() {
    return record.offset() < span().rereadBelow() || header(RecordHeaders.REREAD).isPresent();
  }

  private Optional<String> header(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }
}

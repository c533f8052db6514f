package io.payonce.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.PartitionSpan;
import io.payonce.schemas.Command;
import io.payonce.schemas.RecordHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A command of a batch, with the record it was read from.
 *
 * @param <C> the kind of command
 * @param span the stretch of the partition that the record belongs to
 */
record Incoming<C extends Command>(
    ConsumerRecord<byte[], byte[]> record, C command, PartitionSpan span) {
  /** Every channel that an ingress waits on is named so, after the namespace. */
  private static final String REPLY_CHANNEL = "reply:";

  String key() {
    return command.key().value();
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

package io.payonce.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/** Names and records that the tests speak of. */
public final class Commands {
  private Commands() {}

  public static String topic(Topics topics) {
    return topics.commands(CommandKind.CALLBACK);
  }

  public static ConsumerRecord<byte[], byte[]> record(
      TopicPartition of, long offset, String value) {
    return new ConsumerRecord<>(of.topic(), of.partition(), offset, null, value.getBytes(UTF_8));
  }

  public static String value(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  /** The text of a header, or a dash where there is none. */
  public static String header(Headers headers, String name) {
    return headers.lastHeader(name) == null
        ? "-"
        : new String(headers.lastHeader(name).value(), UTF_8);
  }
}

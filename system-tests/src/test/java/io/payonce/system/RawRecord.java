package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a test looks at in a record as it lies in a topic. */
final class RawRecord {
  private RawRecord() {}

  /** The last header of that name as text; empty where there is none. */
  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  /** Where it lies, as headers name it: topic, partition and offset. */
  static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + " " + record.partition() + " " + record.offset();
  }

  /** The value as text; empty where there is none. */
  static String value(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? "" : new String(record.value(), UTF_8);
  }
}

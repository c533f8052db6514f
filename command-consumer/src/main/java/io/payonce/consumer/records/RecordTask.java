package io.payonce.consumer.records;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One record that is under way. Belongs to the worker's thread. */
final class RecordTask {
  private final ConsumerRecord<byte[], byte[]> record;
  private final String key;
  private final RecordWindow window;
  private int failures;
  private Instant restsUntil = Instant.MIN;

  RecordTask(ConsumerRecord<byte[], byte[]> record, String key, RecordWindow window) {
    this.record = record;
    this.key = key;
    this.window = window;
  }

  ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  String key() {
    return key;
  }

  RecordWindow window() {
    return window;
  }

  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }

  /** Counts a failure; returns how many there were. */
  int failed() {
    return ++failures;
  }

  Instant restsUntil() {
    return restsUntil;
  }

  void restUntil(Instant time) {
    restsUntil = time;
  }

  /** For logs: where the record is, and nothing of what it says. */
  @Override
  public String toString() {
    return partition() + " offset " + record.offset();
  }
}

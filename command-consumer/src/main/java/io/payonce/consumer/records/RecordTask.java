package io.payonce.consumer.records;

import io.payonce.consumer.Batch;
import io.payonce.consumer.suspects.Care;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One record that is under way. Belongs to the worker's thread. */
final class RecordTask {
  private final ConsumerRecord<byte[], byte[]> record;
  private final String key;
  private final RecordWindow window;
  private final Care care;
  private int failures;
  private Instant restsUntil = Instant.MIN;

  RecordTask(ConsumerRecord<byte[], byte[]> record, String key, RecordWindow window, Care care) {
    this.record = record;
    this.key = key;
    this.window = window;
    this.care = care;
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

  Care care() {
    return care;
  }

  /** The record by itself, as it is noted before it is handled. */
  Batch alone() {
    return new Batch(List.of(record), List.of(window.place()));
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

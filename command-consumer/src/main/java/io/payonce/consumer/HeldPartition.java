package io.payonce.consumer;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What a worker knows of one partition that Kafka assigned to it. Belongs to the worker's thread.
 *
 * <pre>
 * ASSIGNED --taken--> READING --fence or confirmation failed--> ASSIGNED
 *    |                   |
 *    +--gap--> (rests)   +--batch failed, or record not due--> (rests, then reads on)
 * </pre>
 */
final class HeldPartition {
  private final TopicPartition topicPartition;
  private Optional<PartitionSpan> place = Optional.empty();
  private Instant restsUntil = Instant.MIN;
  private long suspectBelow;
  private long highest;
  private Optional<String> trouble = Optional.empty();

  HeldPartition(TopicPartition topicPartition) {
    this.topicPartition = topicPartition;
  }

  TopicPartition topicPartition() {
    return topicPartition;
  }

  boolean isTaken() {
    return place.isPresent();
  }

  /** The empty stretch at the current position. Only of a partition that is taken. */
  PartitionSpan place() {
    return place.orElseThrow();
  }

  boolean isDue(Instant now) {
    return !now.isBefore(restsUntil);
  }

  void restUntil(Instant time) {
    restsUntil = time;
  }

  /** Why the partition stands still, if it does. */
  Optional<String> trouble() {
    return trouble;
  }

  void troubled(String explanation) {
    trouble = Optional.of(explanation);
  }

  /**
   * Whether the next records are to be taken one by one, because one of them may kill the process.
   */
  boolean isSuspect() {
    return place().before() < suspectBelow;
  }

  /**
   * Up to where it had been read before, as far as anybody remembers: this worker, or Kafka's
   * committed offset.
   */
  long readBefore(Optional<Long> committed) {
    return Math.max(highest, committed.orElse(0L));
  }

  /**
   * The partition is ours.
   *
   * @param attempts how often it was taken in a row without getting on
   * @param maxBatch as many records as a batch that killed its taker can have held
   */
  void taken(PartitionSpan start, int attempts, int maxBatch) {
    place = Optional.of(start);
    suspectBelow =
        attempts >= WorkerSettings.ONE_BY_ONE_FROM ? start.before() + maxBatch : start.before();
    trouble = Optional.empty();
  }

  /** The batch went through and everything it led to is published. */
  void advanced(PartitionSpan span) {
    place =
        Optional.of(
            new PartitionSpan(
                span.partition(),
                span.owner(),
                span.after(),
                span.after(),
                span.after(),
                span.rereadBelow()));
    highest = Math.max(highest, span.after());
    trouble = Optional.empty();
  }

  void lost() {
    place = Optional.empty();
  }
}

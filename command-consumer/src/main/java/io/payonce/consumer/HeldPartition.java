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
  private long repeatsBelow;
  private boolean full;
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
    return isSuspectAt(place().before());
  }

  boolean isSuspectAt(long position) {
    return position < suspectBelow;
  }

  /** Whether nothing more may be read for now, because as much is under way as may be. */
  boolean isFull() {
    return full;
  }

  void full(boolean isFull) {
    full = isFull;
  }

  /**
   * Up to where it had been read before, as far as anybody remembers: this worker, or Kafka's
   * committed offset.
   */
  long readBefore(Optional<Long> committed) {
    return Math.max(highest, committed.orElse(0L));
  }

  /**
   * Below which position records may be repeats. This is more than {@link #readBefore} where
   * records count one by one: those above the lowest unfinished one may have been published.
   */
  long repeatsBelow(Optional<Long> committed) {
    return Math.max(repeatsBelow, readBefore(committed));
  }

  /**
   * The partition is ours.
   *
   * @param attempts how often it was taken in a row without getting on
   * @param underWay as many records as may have been under way when their taker was killed
   */
  void taken(PartitionSpan start, int attempts, int underWay) {
    place = Optional.of(start);
    suspectBelow =
        attempts >= WorkerSettings.ONE_BY_ONE_FROM ? start.before() + underWay : start.before();
    full = false;
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

  /** What was polled is under way; it counts later, record by record. */
  void readTo(PartitionSpan span) {
    place =
        Optional.of(
            new PartitionSpan(
                span.partition(),
                span.owner(),
                span.after(),
                span.after(),
                place().published(),
                span.rereadBelow()));
  }

  /** Everything below {@code position} is finished, though more may have been read. */
  void finishedTo(long position) {
    highest = Math.max(highest, position);
    trouble = Optional.empty();
  }

  void publishedAt(long offset) {
    repeatsBelow = Math.max(repeatsBelow, offset + 1);
  }

  void lost() {
    place = Optional.empty();
  }
}

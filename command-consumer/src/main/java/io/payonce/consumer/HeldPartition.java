package io.payonce.consumer;

import io.payonce.consumer.suspects.Care;
import io.payonce.consumer.suspects.Suspicion;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
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
  private Suspicion suspicion = new Suspicion(0, Suspicion.NOTHING, 0);
  private Optional<ProgressStore.Begun> noted = Optional.empty();
  private boolean beginningIsNoted;
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
    return suspicion.reaches(position);
  }

  /** How carefully the record at that offset is to be handled. */
  Care careFor(long offset) {
    return suspicion.careFor(offset);
  }

  /**
   * What is to be noted before the record at that offset is handled, alone or as the first of a
   * batch; empty where it is noted already, or where the partition has got on since it was taken.
   */
  Optional<ProgressStore.Begun> toNote(PartitionSpan span, long offset) {
    OptionalLong alone =
        suspicion.isRemembered(offset) ? OptionalLong.of(offset) : OptionalLong.empty();
    boolean known =
        alone.isPresent()
            ? noted.map(begun -> begun.alone().equals(alone)).orElse(false)
            : beginningIsNoted;
    return known ? Optional.empty() : Optional.of(new ProgressStore.Begun(span.start(), alone));
  }

  void noted(ProgressStore.Begun begun) {
    noted = Optional.of(begun);
    beginningIsNoted = true;
  }

  /** What is noted and has neither got on nor been taken back. */
  Optional<ProgressStore.Begun> noted() {
    return noted;
  }

  void withdrawn() {
    noted = Optional.empty();
    beginningIsNoted = false;
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
   * The partition is ours. What was noted by this worker and is so still is not noted again. What
   * others have published is remembered with it, and told to Kafka again: the database may go back
   * later.
   *
   * @param publishedBelow no record at or above it was published
   * @param underWay as many records as may have been under way when their taker was killed
   */
  void taken(PartitionSpan start, ProgressStore.Taken taken, long publishedBelow, int underWay) {
    place = Optional.of(start);
    repeatsBelow = Math.max(repeatsBelow, publishedBelow);
    boolean oneByOne = taken.attempts() >= WorkerSettings.ONE_BY_ONE_FROM;
    suspicion =
        new Suspicion(
            oneByOne ? start.before() + underWay : start.before(),
            taken.suspect().offset(),
            taken.suspect().deaths());
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
    finishedTo(span.after());
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
    noted = Optional.empty();
  }

  void publishedAt(long offset) {
    repeatsBelow = Math.max(repeatsBelow, offset + 1);
  }

  void lost() {
    place = Optional.empty();
  }
}

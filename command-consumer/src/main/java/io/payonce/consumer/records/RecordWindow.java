package io.payonce.consumer.records;

import io.payonce.consumer.PartitionSpan;
import java.util.TreeSet;

/**
 * What is under way of one partition, from its taking until it is lost: the records that are not
 * finished, and the positions between which they lie. Belongs to the worker's thread; only {@link
 * #isHeld} is read by others.
 *
 * <pre>
 * advanced to     lowest unfinished             read to
 *     |    finished     |   some are finished      |  not polled
 * ----+-----------------+--------------------------+-----------
 * </pre>
 *
 * Positions count, not records: where offsets without records lie below an unfinished record, or
 * behind the last one that was polled, they are passed with it.
 */
final class RecordWindow {
  private final PartitionSpan taken;
  private final TreeSet<Long> unfinished = new TreeSet<>();
  private long advancedTo;
  private long readTo;
  private volatile boolean held = true;

  /**
   * @param place the empty stretch where reading begins
   */
  RecordWindow(PartitionSpan place) {
    this.taken = place;
    this.advancedTo = place.before();
    this.readTo = place.before();
  }

  /** Whether that is the partition's taking that the place speaks of. */
  boolean isOf(PartitionSpan place) {
    return taken.owner().equals(place.owner());
  }

  /** A stretch was polled, and each of its records is known by {@link #began}. */
  void readTo(PartitionSpan polled) {
    if (polled.before() != readTo) {
      throw new IllegalStateException(
          "%s was read to %d and is read on from %d"
              .formatted(polled.partition(), readTo, polled.before()));
    }
    readTo = polled.after();
  }

  void began(long offset) {
    unfinished.add(offset);
  }

  /** What the record led to is committed and published. */
  void finished(long offset) {
    unfinished.remove(offset);
  }

  int unfinished() {
    return unfinished.size();
  }

  /** Below this position everything is finished. */
  long lowestUnfinished() {
    return unfinished.isEmpty() ? readTo : unfinished.first();
  }

  /** How many positions are read beyond the lowest unfinished one. */
  long spread() {
    return readTo - lowestUnfinished();
  }

  boolean canAdvance() {
    return lowestUnfinished() > advancedTo;
  }

  /** The stretch by which the database may advance, all of it published. */
  PartitionSpan advance() {
    return span(lowestUnfinished());
  }

  /** The empty stretch at the position that the database has reached. */
  PartitionSpan place() {
    return span(advancedTo);
  }

  /** The database has advanced by that stretch. */
  void advanced(PartitionSpan span) {
    advancedTo = span.after();
  }

  private PartitionSpan span(long after) {
    return new PartitionSpan(
        taken.partition(), taken.owner(), advancedTo, after, after, taken.rereadBelow());
  }

  /** The partition is lost or given back: none of its records may be published any more. */
  void drop() {
    held = false;
  }

  boolean isHeld() {
    return held;
  }
}

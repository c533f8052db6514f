package io.payonce.consumer.watching;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How far one partition is read and finished. Of each poll the first and the last record's times
 * are kept until they are finished, so that the age of the oldest unfinished record is known to
 * within one poll.
 *
 * <p>The worker's thread writes; the two numbers that are shown are volatile.
 */
final class PartitionState {
  private static final long NONE = Long.MAX_VALUE;
  private static final double MILLIS = 1_000.0;

  /** Read, and perhaps not finished; offsets rise. */
  private final Deque<Mark> marks = new ArrayDeque<>();

  private volatile double records = Double.NaN;
  private volatile long oldest = NONE;
  private volatile boolean reading;

  /** From this offset on, records are of that time or later. */
  private record Mark(long offset, long time) {}

  void read(long offset, long time) {
    while (!marks.isEmpty() && marks.getLast().offset() >= offset) {
      marks.removeLast();
    }
    marks.addLast(new Mark(offset, time));
    oldest = marks.getFirst().time();
  }

  void stands(OptionalLong finished, long position, OptionalLong ahead) {
    reading = finished.isPresent();
    if (finished.isEmpty() || ahead.isEmpty()) {
      records = Double.NaN;
      return;
    }
    long behind = ahead.getAsLong() + Math.max(0, position - finished.getAsLong());
    records = behind;
    while (marks.size() > 1 && second().offset() <= finished.getAsLong()) {
      marks.removeFirst();
    }
    if (behind == 0) {
      marks.clear();
    }
    oldest = marks.isEmpty() ? NONE : marks.getFirst().time();
  }

  private Mark second() {
    var all = marks.iterator();
    all.next();
    return all.next();
  }

  double records() {
    return records;
  }

  double seconds(long now) {
    long since = oldest;
    return since == NONE ? 0 : Math.max(0, now - since) / MILLIS;
  }

  boolean isReading() {
    return reading;
  }
}

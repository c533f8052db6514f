package io.payonce.consumer.limits;

import java.time.Duration;

/** How long something rests that failed: twice as long each time in a row, up to a longest rest. */
public record GrowingPause(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 30;

  public GrowingPause {
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("pauses must be positive and must not shrink");
    }
  }

  /**
   * The rest after the latest failure.
   *
   * @param failures how many there were in a row, at least 1
   */
  public Duration after(int failures) {
    Duration grown = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return grown.compareTo(longest) < 0 ? grown : longest;
  }
}

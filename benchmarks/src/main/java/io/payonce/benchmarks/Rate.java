package io.payonce.benchmarks;

import java.time.Duration;

/** Some callbacks, and how long they took together. */
record Rate(int count, Duration elapsed) {
  private static final double NANOS_A_SECOND = 1e9;
  private static final double NANOS_A_MICRO = 1e3;

  double perSecond() {
    return count * NANOS_A_SECOND / Math.max(1, elapsed.toNanos());
  }

  /** Microseconds for one, when all of them together took this long of something. */
  double microsForOne(Duration together) {
    return together.toNanos() / NANOS_A_MICRO / Math.max(1, count);
  }
}

package io.payonce.benchmarks;

import java.time.Duration;

/**
 * A part of a run.
 *
 * @param count callbacks
 * @param elapsed how long they took together
 * @param used CPU time of each process meanwhile
 * @param written what was written meanwhile
 */
record Stretch(int count, Duration elapsed, CpuMeter.Times used, Written written) {
  private static final double NANOS_A_SECOND = 1e9;
  private static final double NANOS_A_MICRO = 1e3;

  /**
   * Bytes that were written.
   *
   * @param wal of PostgreSQL's log
   * @param redis by which Redis holds more
   * @param kafka of the outcomes' and the commands' logs, at rest
   */
  record Written(long wal, long redis, long kafka) {
    Written minus(Written earlier) {
      return new Written(wal - earlier.wal, redis - earlier.redis, kafka - earlier.kafka);
    }
  }

  double perSecond() {
    return perSecond(count, elapsed);
  }

  static double perSecond(int count, Duration elapsed) {
    return count * NANOS_A_SECOND / Math.max(1, elapsed.toNanos());
  }

  /** Microseconds of a process's CPU time for one callback. */
  double micros(Duration process) {
    return process.toNanos() / NANOS_A_MICRO / Math.max(1, count);
  }

  /** Of all processes, the counting of outcomes included. */
  double allMicros() {
    return micros(used.all());
  }

  /** Bytes for one callback. */
  long each(long bytes) {
    return Math.round((double) bytes / Math.max(1, count));
  }
}

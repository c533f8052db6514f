package io.payonce.consumer.replaying;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Keeps a replay from taking all of the database: so many records a second on average. */
public final class RateLimit {
  private static final Duration SLICE = Duration.ofMillis(100);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final double perSecond;
  private long dueNanos = System.nanoTime();

  private RateLimit(double perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * @throws IllegalArgumentException if it is under 1
   */
  public static RateLimit perSecond(int records) {
    if (records < 1) {
      throw new IllegalArgumentException("a rate must be at least 1 a second");
    }
    return new RateLimit(records);
  }

  public static RateLimit none() {
    return new RateLimit(Double.POSITIVE_INFINITY);
  }

  /** Waits until so many records that were taken are within the rate, or it is stopped. */
  void spend(int records, BooleanSupplier stopped) {
    long now = System.nanoTime();
    dueNanos = Math.max(dueNanos, now) + (long) (records * SECOND / perSecond);
    for (long wait = dueNanos - now;
        wait > 0 && !stopped.getAsBoolean();
        wait = dueNanos - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(wait, SLICE.toNanos()));
    }
  }
}

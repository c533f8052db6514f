package io.payonce.ingest.access;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts what is taken against a {@link Rate}, in one number: the moment at which the bucket is
 * full again. Each taking puts it off by what one token takes to come; one that would put it off by
 * more than a burst is refused and changes nothing. Safe for many threads.
 */
final class TokenBucket {
  private final LongSupplier nanoTime;
  private final long nanosEach;
  private final long nanosOfBurst;
  private final AtomicLong fullAt;

  /** Full at first. */
  TokenBucket(Rate rate, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    nanosEach = rate.each().toNanos();
    nanosOfBurst = Math.multiplyExact(nanosEach, rate.burst());
    fullAt = new AtomicLong(nanoTime.getAsLong());
  }

  /** Takes one; returns zero, or how long it is until there is one to take. */
  Duration take() {
    while (true) {
      long now = nanoTime.getAsLong();
      long full = fullAt.get();
      long missing = Math.max(0, full - now);
      long tooMuch = missing + nanosEach - nanosOfBurst;
      if (tooMuch > 0) {
        return Duration.ofNanos(tooMuch);
      }
      if (fullAt.compareAndSet(full, now + missing + nanosEach)) {
        return Duration.ZERO;
      }
    }
  }
}

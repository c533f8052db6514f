package io.payonce.simulator;

import java.util.concurrent.atomic.AtomicLong;

/** VNPAY's own transaction numbers: one after the other, so a run can be repeated exactly. */
public final class GatewayNumbers {
  private static final long LARGEST_FIRST = 99_999_999_999_999L;

  private final AtomicLong next;

  /**
   * @param first positive, of 14 digits at most, which leaves room for all that follow
   */
  public GatewayNumbers(long first) {
    if (first <= 0 || first > LARGEST_FIRST) {
      throw new IllegalArgumentException("first must be 1 to " + LARGEST_FIRST);
    }
    next = new AtomicLong(first);
  }

  /** A number that was not given before. Safe for many threads. */
  public String next() {
    return Long.toString(next.getAndIncrement());
  }
}

package io.payonce.simulator;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How VNPAY repeats a callback that was not acknowledged.
 *
 * @param repeatsAtMost after the first sending
 */
public record RetryRule(Duration interval, int repeatsAtMost) {
  /** VNPAY's own: up to ten times, five minutes apart. */
  public static final RetryRule VNPAY = new RetryRule(Duration.ofMinutes(5), 10);

  public RetryRule {
    requireNonNull(interval, "interval is null");
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("interval must be positive");
    }
    if (repeatsAtMost < 0) {
      throw new IllegalArgumentException("repeatsAtMost must not be negative");
    }
  }
}

package io.payonce.methods.calls;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When a gateway is left alone.
 *
 * @param calls how many of the last calls are looked at; before so many were made it stays closed
 * @param failuresPercent how many of them may fail, up to 100; from then on it is open
 * @param openFor how long until a few calls are let out again, to see
 */
public record BreakerRule(int calls, int failuresPercent, Duration openFor) {
  public static final BreakerRule DEFAULT = new BreakerRule(20, 50, Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException if one of them is out of range
   */
  public BreakerRule {
    requireNonNull(openFor, "openFor is null");
    if (calls < 1) {
      throw new IllegalArgumentException("calls must be positive");
    }
    if (failuresPercent < 1 || failuresPercent > 100) {
      throw new IllegalArgumentException("failuresPercent must be 1 to 100");
    }
    if (!openFor.isPositive()) {
      throw new IllegalArgumentException("openFor must be positive");
    }
  }
}

package io.payonce.simulator.merchant;

import java.time.Duration;

/**
 * How long a refund takes, counted from when it was taken.
 *
 * @param toBank until it is sent to the bank
 * @param toEnd until it is paid back, or refused after all
 */
public record RefundDelays(Duration toBank, Duration toEnd) {
  /** Long enough to be seen, short enough to be waited for. */
  public static final RefundDelays DEFAULT =
      new RefundDelays(Duration.ofSeconds(2), Duration.ofSeconds(5));

  /**
   * @throws IllegalArgumentException if one is negative, or the end comes before the bank
   */
  public RefundDelays {
    if (toBank.isNegative() || toEnd.compareTo(toBank) < 0) {
      throw new IllegalArgumentException("toBank must not be negative, nor toEnd before it");
    }
  }
}

package io.payonce.methods.calls;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a gateway may cost us.
 *
 * @param connectWithin how long a connection may take, TLS not counted
 * @param answerWithin how long a call may take in all, from its start to the answer's last byte
 * @param callsAtOnce how many calls may be under way; one more is not sent
 */
public record CallLimits(
    Duration connectWithin, Duration answerWithin, int callsAtOnce, BreakerRule breaker) {
  public static final Duration DEFAULT_CONNECT_WITHIN = Duration.ofSeconds(3);
  public static final Duration DEFAULT_ANSWER_WITHIN = Duration.ofSeconds(20);
  public static final int DEFAULT_CALLS_AT_ONCE = 250;

  public static final CallLimits DEFAULT =
      new CallLimits(
          DEFAULT_CONNECT_WITHIN,
          DEFAULT_ANSWER_WITHIN,
          DEFAULT_CALLS_AT_ONCE,
          BreakerRule.DEFAULT);

  /**
   * @throws IllegalArgumentException if one of them is not positive, or connecting may take longer
   *     than the whole call
   */
  public CallLimits {
    requireNonNull(breaker, "breaker is null");
    if (!connectWithin.isPositive()) {
      throw new IllegalArgumentException("connectWithin must be positive");
    }
    if (answerWithin.compareTo(connectWithin) < 0) {
      throw new IllegalArgumentException("answerWithin must not be below connectWithin");
    }
    if (callsAtOnce < 1) {
      throw new IllegalArgumentException("callsAtOnce must be positive");
    }
  }
}

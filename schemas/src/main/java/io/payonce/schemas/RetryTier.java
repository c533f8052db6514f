package io.payonce.schemas;

import java.time.Duration;

/** A topic in which commands wait before they are tried again, and for how long. */
public enum RetryTier {
  FIVE_SECONDS("retry-5s", Duration.ofSeconds(5)),
  ONE_MINUTE("retry-1m", Duration.ofMinutes(1)),
  TEN_MINUTES("retry-10m", Duration.ofMinutes(10));

  private final String suffix;
  private final Duration delay;

  RetryTier(String suffix, Duration delay) {
    this.suffix = suffix;
    this.delay = delay;
  }

  /** The end of the topic's name. */
  public String suffix() {
    return suffix;
  }

  /** How long a record waits here, counted from its own time stamp. */
  public Duration delay() {
    return delay;
  }

  /**
   * The tier for the next attempt after {@code attempts} earlier ones; the last tier is where
   * commands stay.
   */
  public static RetryTier afterAttempts(int attempts) {
    return values()[Math.min(attempts, values().length - 1)];
  }
}

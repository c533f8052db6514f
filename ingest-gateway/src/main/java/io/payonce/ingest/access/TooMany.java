package io.payonce.ingest.access;

import io.payonce.ingest.http.RequestRefused;
import java.time.Duration;
import java.util.Map;

/** The refusal of what comes too often. */
final class TooMany {
  private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

  private TooMany() {}

  /**
   * @param wait after which one more is taken; the caller is told whole seconds, rounded up
   */
  static RequestRefused refusal(String message, Duration wait) {
    long seconds = Math.max(1, wait.plus(ALMOST_A_SECOND).toSeconds());
    return new RequestRefused(429, message, Map.of("Retry-After", Long.toString(seconds)));
  }
}

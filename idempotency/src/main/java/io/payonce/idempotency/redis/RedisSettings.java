package io.payonce.idempotency.redis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Where Redis is and how long anybody waits for it.
 *
 * @param url {@code redis://}, {@code rediss://}, {@code redis-sentinel://…#master}, or for a
 *     cluster {@code redis-cluster://host:port,host:port} or a comma list of {@code redis://} URLs;
 *     may hold a password, so it is never printed
 * @param commandTimeout how long one whole pipeline may take, both ways
 * @param keyPrefix put before every key and channel; empty outside tests
 * @param breakerOpenFor for how long nothing is sent after a pipeline has failed
 * @param reconnectDelayAtMost the longest pause between two attempts to connect
 */
public record RedisSettings(
    String url,
    Duration commandTimeout,
    String keyPrefix,
    Duration breakerOpenFor,
    Duration reconnectDelayAtMost) {

  public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofMillis(250);
  public static final Duration DEFAULT_BREAKER_OPEN_FOR = Duration.ofSeconds(1);
  public static final Duration DEFAULT_RECONNECT_DELAY_AT_MOST = Duration.ofSeconds(1);

  /**
   * @throws IllegalArgumentException if the URL cannot be read, a duration is not positive, or the
   *     longest pause is above one second
   */
  public RedisSettings {
    requireNonNull(keyPrefix, "keyPrefix is null");
    requirePositive(commandTimeout, "commandTimeout");
    requirePositive(breakerOpenFor, "breakerOpenFor");
    requirePositive(reconnectDelayAtMost, "reconnectDelayAtMost");
    if (reconnectDelayAtMost.compareTo(DEFAULT_RECONNECT_DELAY_AT_MOST) > 0) {
      throw new IllegalArgumentException("reconnectDelayAtMost is above 1 s");
    }
    RedisAddress.parse(requireNonNull(url, "url is null"));
  }

  /** Whether {@link #of} would take it, for those who must not tell why not. */
  public static boolean isReadable(String url) {
    try {
      RedisAddress.parse(url);
      return true;
    } catch (IllegalArgumentException _) {
      // What is wrong with it may quote a password.
      return false;
    }
  }

  public static RedisSettings of(String url) {
    return new RedisSettings(
        url,
        DEFAULT_COMMAND_TIMEOUT,
        "",
        DEFAULT_BREAKER_OPEN_FOR,
        DEFAULT_RECONNECT_DELAY_AT_MOST);
  }

  public RedisSettings withKeyPrefix(String prefix) {
    return new RedisSettings(url, commandTimeout, prefix, breakerOpenFor, reconnectDelayAtMost);
  }

  public RedisSettings withCommandTimeout(Duration timeout) {
    return new RedisSettings(url, timeout, keyPrefix, breakerOpenFor, reconnectDelayAtMost);
  }

  /** Leaves the URL out, since it may hold a password. */
  @Override
  public String toString() {
    return "RedisSettings[commandTimeout=%s, keyPrefix=%s, breakerOpenFor=%s]"
        .formatted(commandTimeout, keyPrefix, breakerOpenFor);
  }

  private static void requirePositive(Duration duration, String name) {
    requireNonNull(duration, name + " is null");
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " is not positive: " + duration);
    }
  }
}

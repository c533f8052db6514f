package io.payonce.cli.redis;

import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A connection to Redis for one command. */
final class RedisVisit {
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(3);

  private RedisVisit() {}

  /** What was done there; empty if Redis does not answer. */
  static <T> Optional<T> to(RedisSettings settings, Function<RedisLink, T> doing) {
    try (RedisLink link = RedisLink.connect(settings)) {
      return link.awaitConnected(CONNECTED_WITHIN)
          ? Optional.of(doing.apply(link))
          : Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

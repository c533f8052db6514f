package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A result to be cached.
 *
 * @param ttl for how long; at least 1 ms
 */
public record CacheWrite(CachedResult result, Duration ttl) {

  public static final Duration DEFAULT_TTL = Duration.ofHours(24);

  public CacheWrite {
    requireNonNull(result, "result is null");
    requireNonNull(ttl, "ttl is null");
    if (ttl.toMillis() < 1) {
      throw new IllegalArgumentException("ttl is under 1 ms: " + ttl);
    }
  }

  public static CacheWrite of(CachedResult result) {
    return new CacheWrite(result, DEFAULT_TTL);
  }
}

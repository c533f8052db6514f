package io.payonce.cli.operating;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.CachedResult;
import java.util.Optional;

/**
 * What Redis has on an idempotency key.
 *
 * @param lock who decides on it at this moment
 * @param mark that an ingress waits for its outcome
 * @param cached the result that is kept
 */
record KeyState(
    String key, Optional<Held> lock, Optional<Held> mark, Optional<CachedResult> cached) {

  /**
   * @param ttlMillis until it goes by itself; negative if it went meanwhile
   */
  record Held(String value, long ttlMillis) {}

  KeyState {
    requireNonNull(key, "key is null");
    requireNonNull(lock, "lock is null");
    requireNonNull(mark, "mark is null");
    requireNonNull(cached, "cached is null");
  }

  boolean isBare() {
    return lock.isEmpty() && mark.isEmpty() && cached.isEmpty();
  }
}

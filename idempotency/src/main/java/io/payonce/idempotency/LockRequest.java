package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

/** A wish for the lock of an idempotency key. */
public record LockRequest(String key, LockOwner owner) {

  public LockRequest {
    requireNonNull(key, "key is null");
    requireNonNull(owner, "owner is null");
  }
}

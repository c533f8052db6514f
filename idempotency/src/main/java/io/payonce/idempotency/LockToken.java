package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

/**
 * A try at the lock of a key, by which the lock, if it was obtained, is renewed and released.
 *
 * @param key the idempotency key
 * @param nonce tells apart the tries of one owner
 */
public record LockToken(String key, LockOwner owner, String nonce) {

  public LockToken {
    requireNonNull(key, "key is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(nonce, "nonce is null");
  }

  /** The lock's value in Redis: {@code <partition>:<random>:<nonce>}. */
  public String text() {
    return owner.ownerPrefix() + nonce;
  }
}

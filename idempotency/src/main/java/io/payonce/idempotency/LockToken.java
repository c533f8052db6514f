package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

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

  /** Reads the lock's value in Redis back; empty for what is none. */
  static Optional<LockToken> read(String key, String text) {
    int nonceAt = text.lastIndexOf(':');
    int randomAt = text.lastIndexOf(':', nonceAt - 1);
    if (randomAt < 0) {
      return Optional.empty();
    }
    String partition = text.substring(0, randomAt);
    String random = text.substring(randomAt + 1, nonceAt);
    return partition.isBlank() || partition.contains(":") || random.isBlank()
        ? Optional.empty()
        : Optional.of(
            new LockToken(key, new LockOwner(partition, random), text.substring(nonceAt + 1)));
  }

  /** The lock's value in Redis: {@code <partition>:<random>:<nonce>}. */
  public String text() {
    return owner.ownerPrefix() + nonce;
  }
}

package io.payonce.idempotency;

/** What became of a request for a lock. */
public sealed interface LockResult {

  String key();

  /** The lock is held under this token, until it is released or its time has passed. */
  record Obtained(LockToken token) implements LockResult {
    @Override
    public String key() {
      return token.key();
    }
  }

  /** Somebody else holds the lock. */
  record NotObtained(String key) implements LockResult {}

  /**
   * Redis is away: go on without the lock. It may have been set all the same and only the answer
   * been lost, so release the token with the others, or the key stays locked for its whole time.
   */
  record Degraded(LockToken token) implements LockResult {
    @Override
    public String key() {
      return token.key();
    }
  }
}

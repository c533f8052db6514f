package io.payonce.idempotency;

import io.payonce.idempotency.redis.Script;

/** The locks' compare-and-do steps; each answers 1 if it did, 0 if it did not. */
final class LockScripts {

  /**
   * Values: token, prefix of the partition, prefix of the owner, milliseconds. Sets the lock if it
   * is free, if it is this very token's (an answer was lost), or if its holder had the partition
   * before this owner and so must be dead.
   */
  static final Script OBTAIN =
      Script.of(
          """
          if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[4]) then
            return 1
          end
          local held = redis.call('GET', KEYS[1])
          local same_partition = string.sub(held, 1, #ARGV[2]) == ARGV[2]
          local same_owner = string.sub(held, 1, #ARGV[3]) == ARGV[3]
          if held == ARGV[1] or (same_partition and not same_owner) then
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[4])
            return 1
          end
          return 0
          """);

  /** Values: token. */
  static final Script RELEASE =
      Script.of(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] then
            return redis.call('DEL', KEYS[1])
          end
          return 0
          """);

  /** Values: token, milliseconds. */
  static final Script RENEW =
      Script.of(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] then
            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
          end
          return 0
          """);

  private LockScripts() {}
}

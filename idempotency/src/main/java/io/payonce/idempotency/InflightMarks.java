package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.redis.Call;
import io.payonce.idempotency.redis.Commands;
import io.payonce.idempotency.redis.RedisLink;
import java.time.Duration;

/**
 * Marks on idempotency keys, {@code inflight:{key}} in Redis, that somebody waits for the outcome.
 *
 * <p>A courtesy that lets a second caller be told so at once; nothing rests on it.
 *
 * <p>Safe for many threads.
 */
public final class InflightMarks {

  /** What became of a try to mark a key. */
  public enum Marking {
    MARKED,
    ALREADY_MARKED,
    /** Redis is away: go on without; unmark all the same, as only the answer may have been lost. */
    DEGRADED
  }

  private final RedisLink link;

  public InflightMarks(RedisLink link) {
    this.link = requireNonNull(link, "link is null");
  }

  /**
   * Marks the key, unless it is marked.
   *
   * @param token random, so that only who marked it can unmark it
   * @param markAtMostFor after which the mark goes by itself; at least 1 ms
   */
  public Marking mark(String key, String token, Duration markAtMostFor) {
    requireNonNull(token, "token is null");
    if (markAtMostFor.toMillis() < 1) {
      throw new IllegalArgumentException("markAtMostFor is under 1 ms: " + markAtMostFor);
    }
    Call<String> call = link.run(Commands.setIfAbsent(markKey(key), token, markAtMostFor));
    if (!call.isAnswered()) {
      return Marking.DEGRADED;
    }
    return call.value() == null ? Marking.ALREADY_MARKED : Marking.MARKED;
  }

  /** Removes the mark if it is still this token's. */
  public void unmark(String key, String token) {
    link.run(Commands.script(LockScripts.RELEASE, markKey(key), token));
  }

  private String markKey(String key) {
    return link.prefixed("inflight:" + requireNonNull(key, "key is null"));
  }
}

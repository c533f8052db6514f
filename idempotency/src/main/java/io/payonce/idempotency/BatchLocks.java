package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.redis.Call;
import io.payonce.idempotency.redis.Commands;
import io.payonce.idempotency.redis.Pipeline;
import io.payonce.idempotency.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Locks on idempotency keys, {@code lock:{key}} in Redis, a batch of them in one round trip.
 *
 * <p>A lock keeps two workers from doing the same work at the same time; once-ness does not rest on
 * it. Who asks, and who holds:
 *
 * <ol>
 *   <li>nobody holds it: obtained;
 *   <li>a former owner of the same partition holds it: taken over at once, as that owner is dead.
 *       Should it yet live, it is fenced off by the database, and may take the lock back once;
 *   <li>the same owner holds it under another token, for another thread's work say: not obtained;
 *   <li>another partition's owner holds it: not obtained;
 *   <li>Redis is away: degraded, which means go on without.
 * </ol>
 *
 * <p>Safe for many threads.
 */
public final class BatchLocks {

  /** The least time a lock is taken for: a batch and its transaction must fit in it. */
  public static final Duration LOCK_AT_LEAST_FOR = Duration.ofSeconds(10);

  /** What became of a lock that was to be held for longer. */
  public enum Renewal {
    RENEWED,
    /** It had expired, or was taken over. */
    LOST,
    DEGRADED
  }

  private final RedisLink link;

  public BatchLocks(RedisLink link) {
    this.link = requireNonNull(link, "link is null");
  }

  /**
   * Returns the duration, for settings to check theirs with.
   *
   * @throws IllegalArgumentException if it is under {@link #LOCK_AT_LEAST_FOR}
   */
  public static Duration requireLongEnough(Duration lockAtMostFor) {
    if (lockAtMostFor.compareTo(LOCK_AT_LEAST_FOR) < 0) {
      throw new IllegalArgumentException(
          "lockAtMostFor is under " + LOCK_AT_LEAST_FOR + ": " + lockAtMostFor);
    }
    return lockAtMostFor;
  }

  /**
   * Tries each lock once. Requests for the same key are one request.
   *
   * @return a result for every key, in the order of the requests
   * @throws IllegalArgumentException if the time is under {@link #LOCK_AT_LEAST_FOR}, or two owners
   *     ask for one key
   */
  public Map<String, LockResult> obtainAll(
      Collection<LockRequest> requests, Duration lockAtMostFor) {
    requireLongEnough(lockAtMostFor);
    List<Try> tries = new ArrayList<>();
    Pipeline free = new Pipeline();
    for (LockToken token : tokens(requests)) {
      tries.add(
          new Try(
              token,
              free.add(Commands.setIfAbsent(lockKey(link, token), token.text(), lockAtMostFor))));
    }
    link.run(free);
    Map<LockToken, Call<Long>> held = takeOver(tries, lockAtMostFor);
    Map<String, LockResult> results = new LinkedHashMap<>();
    for (Try each : tries) {
      Call<Long> takeover = held.get(each.token());
      results.put(
          each.token().key(), takeover == null ? each.result() : result(each.token(), takeover));
    }
    return results;
  }

  /** Setting a lock that is free, as nearly all are. */
  private record Try(LockToken token, Call<String> set) {
    boolean isHeld() {
      return set.isAnswered() && set.value() == null;
    }

    LockResult result() {
      return set.isAnswered() ? new LockResult.Obtained(token) : new LockResult.Degraded(token);
    }
  }

  /** Looks at those that are not free: who holds them decides. */
  private Map<LockToken, Call<Long>> takeOver(List<Try> tries, Duration lockAtMostFor) {
    Pipeline pipeline = new Pipeline();
    Map<LockToken, Call<Long>> calls = new HashMap<>();
    for (Try each : tries) {
      if (each.isHeld()) {
        calls.put(each.token(), pipeline.add(obtain(each.token(), lockAtMostFor)));
      }
    }
    link.run(pipeline);
    return calls;
  }

  /** Releases those locks that are still held under their tokens; returns how many they were. */
  public int releaseAll(Collection<LockToken> tokens) {
    Pipeline pipeline = new Pipeline();
    var calls = tokens.stream().map(token -> pipeline.add(release(link, token))).toList();
    link.run(pipeline);
    return (int) calls.stream().filter(BatchLocks::didIt).count();
  }

  /**
   * Lets those locks that are still held under their tokens last this long from now.
   *
   * @throws IllegalArgumentException if the time is under {@link #LOCK_AT_LEAST_FOR}
   */
  public Map<LockToken, Renewal> renewAll(Collection<LockToken> tokens, Duration lockAtMostFor) {
    requireLongEnough(lockAtMostFor);
    Pipeline pipeline = new Pipeline();
    Map<LockToken, Call<Long>> calls = new LinkedHashMap<>();
    for (LockToken token : tokens) {
      calls.computeIfAbsent(token, _ -> pipeline.add(renew(token, lockAtMostFor)));
    }
    link.run(pipeline);
    Map<LockToken, Renewal> renewals = new LinkedHashMap<>();
    calls.forEach((token, call) -> renewals.put(token, renewal(call)));
    return renewals;
  }

  static Call<Long> release(RedisLink link, LockToken token) {
    return Commands.script(LockScripts.RELEASE, lockKey(link, token), token.text());
  }

  private Call<Long> obtain(LockToken token, Duration lockAtMostFor) {
    return Commands.script(
        LockScripts.OBTAIN,
        lockKey(link, token),
        token.text(),
        token.owner().partitionPrefix(),
        token.owner().ownerPrefix(),
        millis(lockAtMostFor));
  }

  private Call<Long> renew(LockToken token, Duration lockAtMostFor) {
    return Commands.script(
        LockScripts.RENEW, lockKey(link, token), token.text(), millis(lockAtMostFor));
  }

  private static String lockKey(RedisLink link, LockToken token) {
    return link.prefixed("lock:" + token.key());
  }

  private static Collection<LockToken> tokens(Collection<LockRequest> requests) {
    String nonce = UUID.randomUUID().toString();
    Map<String, LockToken> tokens = new LinkedHashMap<>();
    for (LockRequest request : requests) {
      LockToken token = new LockToken(request.key(), request.owner(), nonce);
      LockToken other = tokens.putIfAbsent(request.key(), token);
      if (other != null && !other.equals(token)) {
        throw new IllegalArgumentException("two owners ask for the lock of " + request.key());
      }
    }
    return tokens.values();
  }

  private static LockResult result(LockToken token, Call<Long> call) {
    if (!call.isAnswered()) {
      return new LockResult.Degraded(token);
    }
    return didIt(call) ? new LockResult.Obtained(token) : new LockResult.NotObtained(token.key());
  }

  private static Renewal renewal(Call<Long> call) {
    if (!call.isAnswered()) {
      return Renewal.DEGRADED;
    }
    return didIt(call) ? Renewal.RENEWED : Renewal.LOST;
  }

  private static boolean didIt(Call<Long> call) {
    Long answer = call.value();
    return answer != null && answer == 1;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}

package io.payonce.refunds;

import io.payonce.idempotency.BatchLocks;
import io.payonce.idempotency.LockOwner;
import io.payonce.idempotency.LockRequest;
import io.payonce.idempotency.LockResult;
import io.payonce.idempotency.LockToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks on keys whose work takes as long as a gateway does: all that are held are renewed together,
 * up to a longest life. Safe for many threads. With Redis away all goes on unlocked: the order's
 * row decides.
 */
final class KeyLocks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyLocks.class);
  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final int RENEWALS_A_LIFE = 3;

  private final BatchLocks locks;
  private final Duration lockAtMostFor;
  private final Duration longestLife;
  private final Map<LockToken, Instant> held = new ConcurrentHashMap<>();
  private final ScheduledExecutorService renewing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("payonce-lock-renewal").factory());

  /**
   * @param lockAtMostFor how long a lock lasts that nobody renews
   * @param longestLife how long it is renewed
   */
  KeyLocks(BatchLocks locks, Duration lockAtMostFor, Duration longestLife) {
    this.locks = locks;
    this.lockAtMostFor = BatchLocks.requireLongEnough(lockAtMostFor);
    this.longestLife = longestLife;
    long every = lockAtMostFor.dividedBy(RENEWALS_A_LIFE).toMillis();
    renewing.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
  }

  /** Empty if somebody else holds it, also after a few short waits. */
  Optional<LockToken> lock(Incoming incoming) {
    LockRequest request = new LockRequest(incoming.key(), owner(incoming));
    for (int tried = 0; tried < TRIES; tried++) {
      if (tried > 0) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      for (LockResult result : locks.obtainAll(List.of(request), lockAtMostFor).values()) {
        switch (result) {
          case LockResult.Obtained obtained -> {
            return Optional.of(keep(obtained.token()));
          }
          case LockResult.Degraded degraded -> {
            return Optional.of(keep(degraded.token()));
          }
          case LockResult.NotObtained _ -> {}
        }
      }
    }
    return Optional.empty();
  }

  private LockToken keep(LockToken token) {
    held.put(token, InstantSource.system().instant().plus(longestLife));
    return token;
  }

  /** It is about to be released, and not renewed any more. */
  void leave(LockToken token) {
    held.remove(token);
  }

  private void renew() {
    try {
      Instant end = InstantSource.system().instant().plus(lockAtMostFor);
      List<LockToken> young =
          held.entrySet().stream()
              .filter(each -> !end.isAfter(each.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      if (!young.isEmpty()) {
        locks.renewAll(young, lockAtMostFor);
      }
    } catch (RuntimeException e) {
      // Whatever it was, it must not end the renewals to come; a lock that is lost changes nothing.
      LOG.warn("locks are not renewed", e);
    }
  }

  private static LockOwner owner(Incoming incoming) {
    String owner = incoming.span().owner();
    int colon = owner.lastIndexOf(':');
    return new LockOwner(owner.substring(0, colon), owner.substring(colon + 1));
  }

  @Override
  public void close() {
    renewing.shutdownNow();
  }
}

package io.payonce.callbacks;

import io.payonce.idempotency.BatchLocks;
import io.payonce.idempotency.LockOwner;
import io.payonce.idempotency.LockRequest;
import io.payonce.idempotency.LockResult;
import io.payonce.idempotency.LockToken;
import io.payonce.schemas.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Step 3: locks the keys of a batch. What another holder keeps is asked for a few times more, and
 * then waits in a retry tier. With Redis away all goes on unlocked: the rows' own locks decide.
 */
final class KeyLocks {
  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(25);

  private final BatchLocks locks;
  private final Duration lockAtMostFor;

  KeyLocks(BatchLocks locks, Duration lockAtMostFor) {
    this.locks = locks;
    this.lockAtMostFor = BatchLocks.requireLongEnough(lockAtMostFor);
  }

  /**
   * What came of locking.
   *
   * @param tokens to be released
   * @param refused the keys that somebody else holds
   */
  record Locked(List<LockToken> tokens, Set<String> refused) {}

  Locked lock(List<? extends Incoming<? extends Command>> commands) {
    Map<String, LockRequest> wanted = new HashMap<>();
    for (Incoming<? extends Command> incoming : commands) {
      wanted.put(incoming.key(), new LockRequest(incoming.key(), owner(incoming)));
    }
    List<LockToken> tokens = new ArrayList<>();
    for (int tried = 0; tried < TRIES && !wanted.isEmpty(); tried++) {
      if (tried > 0) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      for (LockResult result : locks.obtainAll(wanted.values(), lockAtMostFor).values()) {
        switch (result) {
          case LockResult.Obtained obtained -> tokens.add(obtained.token());
          case LockResult.Degraded degraded -> tokens.add(degraded.token());
          case LockResult.NotObtained _ -> {}
        }
      }
      tokens.forEach(token -> wanted.remove(token.key()));
    }
    return new Locked(tokens, new HashSet<>(wanted.keySet()));
  }

  private static LockOwner owner(Incoming<? extends Command> incoming) {
    String owner = incoming.span().owner();
    int colon = owner.lastIndexOf(':');
    return new LockOwner(owner.substring(0, colon), owner.substring(colon + 1));
  }
}

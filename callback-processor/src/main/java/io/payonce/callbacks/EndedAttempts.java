package io.payonce.callbacks;

import io.payonce.idempotency.BatchFinish;
import io.payonce.payments.OrderId;
import io.payonce.payments.Outcome;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.IdempotencyKey;
import io.payonce.schemas.OutcomeMessage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Voids the cached create results of orders whose attempts have ended, after that is committed.
 *
 * <p>A void gets lost in two ways. The worker dies between commit and void: the record is read
 * again, and its outcome, whether it is repeated from the database or from the cache, or named by a
 * duplicate, voids again. Redis does not answer: the void goes out again with each next batch,
 * until one is answered. Voiding once too often costs a miss.
 *
 * <p>For one worker's thread.
 */
final class EndedAttempts {
  /** How many voids wait for Redis at most; beyond that entries live until they expire. */
  private static final int REMEMBERED = 10_000;

  private final boolean ofCallbacks;
  private final Set<String> toVoid = new HashSet<>();

  EndedAttempts(CommandKind kind) {
    ofCallbacks = kind == CommandKind.CALLBACK;
  }

  /** Takes note of a result that is committed, now or earlier. */
  void note(CommandResult.Known known) {
    if (ofCallbacks && toVoid.size() < REMEMBERED) {
      ended(known.own()).ifPresent(orderId -> toVoid.add(IdempotencyKey.ofCreate(orderId).value()));
    }
  }

  private static Optional<OrderId> ended(OutcomeMessage outcome) {
    return switch (outcome) {
      case OutcomeMessage.Decided decided ->
          changes(decided.decision().ruling().outcome())
              ? Optional.of(decided.decision().orderId())
              : Optional.empty();
      case OutcomeMessage.Duplicate duplicate ->
          changes(duplicate.first().ruling().outcome())
              ? Optional.of(duplicate.first().orderId())
              : Optional.empty();
      case OutcomeMessage.DeadLettered _ -> Optional.empty();
    };
  }

  /** Whether an attempt, or a refund, stands otherwise since. */
  private static boolean changes(Outcome outcome) {
    return switch (outcome) {
      case APPLIED, SURPLUS -> true;
      case STALE, REJECTED, DUPLICATE, DEAD_LETTERED -> false;
    };
  }

  void voidIn(BatchFinish finish) {
    toVoid.forEach(finish::invalidate);
  }

  /** How the step ended that the voids were part of. */
  void ended(BatchFinish.Ending ending) {
    if (ending == BatchFinish.Ending.COMPLETE) {
      toVoid.clear();
    }
  }
}

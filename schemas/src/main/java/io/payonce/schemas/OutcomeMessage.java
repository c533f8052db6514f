package io.payonce.schemas;

import io.payonce.payments.KeptDecision;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.Outcome;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import java.util.UUID;

/**
 * What became of a command, as it is published. Published at least once, and identical each time,
 * unless the database went back in between: then the later one counts. Readers drop repeats by
 * {@code commandId} and {@code transactionId}.
 */
public sealed interface OutcomeMessage {
  int VERSION = 1;

  UUID commandId();

  CommandKind kind();

  String key();

  /** What became of the command, in one word. */
  default Outcome outcome() {
    return switch (this) {
      case Decided decided -> decided.decision().ruling().outcome();
      case Duplicate _ -> Outcome.DUPLICATE;
      case DeadLettered _ -> Outcome.DEAD_LETTERED;
    };
  }

  /** A decision: {@code APPLIED}, {@code STALE}, {@code SURPLUS} or {@code REJECTED}. */
  record Decided(CommandKind kind, String key, KeptDecision decision) implements OutcomeMessage {
    @Override
    public UUID commandId() {
      return decision.commandId();
    }
  }

  /** {@code DUPLICATE}: another command said the same before; its outcome is named. */
  record Duplicate(UUID commandId, CommandKind kind, String key, First first)
      implements OutcomeMessage {}

  /**
   * The outcome that a duplicate repeats.
   *
   * @param after how the order stood right after it
   */
  record First(
      UUID commandId,
      Ruling ruling,
      OrderId orderId,
      TransactionId transactionId,
      OrderStanding after) {
    public static First of(KeptDecision decision) {
      return new First(
          decision.commandId(),
          decision.ruling(),
          decision.orderId(),
          decision.transactionId(),
          decision.after());
    }
  }

  /**
   * {@code DEAD_LETTERED}: given up without a decision. Provisional: a later outcome replaces it.
   */
  record DeadLettered(UUID commandId, CommandKind kind, String key, String reason)
      implements OutcomeMessage {}
}

package io.payonce.callbacks;

import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RefundCommand;
import java.util.List;

/** What became of one command. */
sealed interface CommandResult {

  /**
   * It has its outcome, or one a transaction where it changed two.
   *
   * @param own the outcome on the transaction that the command speaks of
   * @param response for a create that opened or found an attempt, the bytes its caller is answered
   *     with; else empty
   * @param refunds the refunds that it leads to
   */
  record Known(
      OutcomeMessage own, List<OutcomeMessage> all, String response, List<RefundCommand> refunds)
      implements CommandResult {
    public Known {
      all = List.copyOf(all);
      refunds = List.copyOf(refunds);
    }

    static Known of(OutcomeMessage only, String response) {
      return new Known(only, List.of(only), response, List.of());
    }
  }

  /** What it speaks of is not known yet: it waits. That is no decision. */
  record Unknown() implements CommandResult {}

  /** The database refuses its data, alone of the batch: it is given up. */
  record Unstorable() implements CommandResult {}
}

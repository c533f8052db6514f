package io.payonce.payments;

import java.util.List;

/** What the rules say of one command, given the order it speaks of. */
public sealed interface Verdict {

  /** This very command was decided before: these are its outcomes again, and nothing changes. */
  record Redelivered(List<KeptDecision> again) implements Verdict {}

  /**
   * Another command said the same before, and this is what became of that one; nothing changes and
   * nothing is kept.
   */
  record Duplicate(KeptDecision first) implements Verdict {}

  /**
   * A create or refund that speaks of an order nobody has described: kept, although there is no
   * order to keep it with.
   */
  record Refused(KeptDecision decision) implements Verdict {}

  /**
   * A new decision. A success that takes the order over from a later attempt makes two; a gateway's
   * unclear answer to a refund changes the order and makes none.
   *
   * @param after the order as it stands now
   * @param decisions to be kept, in the order in which they were made
   * @param movements what leaves or enters the stock
   */
  record Decided(Order after, List<KeptDecision> decisions, List<StockMovement> movements)
      implements Verdict {}
}

package io.payonce.payments.refunds;

import io.payonce.payments.Order;
import io.payonce.payments.Refund;
import io.payonce.payments.Verdict;

/** What is to be done about a request to pay back. */
public sealed interface RefundStep {

  /** It is decided, and no gateway is called. */
  record Answered(Verdict verdict) implements RefundStep {}

  /**
   * A new refund: stored first, then the gateway is called. Nothing is decided yet.
   *
   * @param after the order with the refund, its version as before
   */
  record Opened(Order after, Refund refund) implements RefundStep {}

  /**
   * This very command opened the refund before, and how that ended is not known: the gateway is
   * asked before it is called.
   */
  record Resumed(Refund refund) implements RefundStep {}

  /**
   * What is to become of the request depends on a refund that is not decided: the command is tried
   * again later.
   *
   * @param refund the one that is waited for
   */
  record Waits(Refund refund) implements RefundStep {}
}

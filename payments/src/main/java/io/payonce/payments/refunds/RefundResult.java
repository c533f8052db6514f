package io.payonce.payments.refunds;

import static java.util.Objects.requireNonNull;

/** How the gateway's answer to a refund's call is understood. */
public sealed interface RefundResult {

  /**
   * Paid back, finally.
   *
   * @param gatewayTransactionId its number at the gateway; empty where the answer names none
   */
  record Completed(String gatewayTransactionId) implements RefundResult {
    public Completed {
      requireNonNull(gatewayTransactionId, "gatewayTransactionId");
    }
  }

  /**
   * Taken on by the gateway, and not final.
   *
   * @param gatewayTransactionId its number at the gateway; empty where the answer names none
   */
  record Accepted(String gatewayTransactionId) implements RefundResult {
    public Accepted {
      requireNonNull(gatewayTransactionId, "gatewayTransactionId");
    }
  }

  /** Definitely refused: no money moves. */
  record Refused() implements RefundResult {}

  /** Money may have moved or not: the gateway is asked until it says. */
  record Unclear() implements RefundResult {}
}

package io.payonce.payments;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.identifiers.Identifiers;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * One refund of a payment. It is written down before the gateway hears of it, so that no crash can
 * make it a second one.
 *
 * @param id minted from the command that asked for it; the gateway knows the refund by it
 * @param paymentId the attempt whose money is paid back
 * @param refundId the caller's name for it; empty for an order's full refund
 * @param lines what goes back to stock when it is final
 * @param createdAt when the command was accepted
 * @param gatewayTransactionId the gateway's number for the refund; empty until it is known
 */
public record Refund(
    TransactionId id,
    TransactionId paymentId,
    String refundId,
    Money amount,
    List<OrderLine> lines,
    Instant createdAt,
    Status status,
    String gatewayTransactionId) {

  /**
   * The state of a refund. The transitions stand in {@link CallbackRules}, and for the answer to
   * its own call in {@link io.payonce.payments.refunds.RefundRules}.
   */
  public enum Status {
    /** Intended; the gateway may or may not have heard of it. */
    REQUESTED,
    /** The gateway was asked and gave no clear answer. */
    UNKNOWN,
    /** The gateway took it on; not final. */
    PROCESSING,
    /** Paid back, finally. */
    SUCCEEDED,
    /** Definitely refused: its amount is free again. */
    FAILED
  }

  public Refund {
    requireNonNull(id, "id");
    requireNonNull(paymentId, "paymentId");
    requireNonNull(refundId, "refundId");
    if (!refundId.isEmpty()) {
      Identifiers.requireWellFormed(refundId, "refundId");
    }
    requireNonNull(amount, "amount");
    lines = lines.stream().sorted(Comparator.comparing(OrderLine::sku)).toList();
    requireNonNull(createdAt, "createdAt");
    requireNonNull(status, "status");
    requireNonNull(gatewayTransactionId, "gatewayTransactionId");
  }

  /** Whether nobody knows yet what the gateway makes of it: its amount is reserved. */
  public boolean isOpen() {
    return switch (status) {
      case REQUESTED, UNKNOWN -> true;
      case PROCESSING, SUCCEEDED, FAILED -> false;
    };
  }

  /** Whether its amount counts as paid back. */
  public boolean isRefunded() {
    return switch (status) {
      case PROCESSING, SUCCEEDED -> true;
      case REQUESTED, UNKNOWN, FAILED -> false;
    };
  }

  /** The same refund in another state. */
  public Refund become(Status next, String nextGatewayTransactionId) {
    return new Refund(
        id, paymentId, refundId, amount, lines, createdAt, next, nextGatewayTransactionId);
  }

  /** How many of a sku go back to stock when it is final. */
  public int quantityOf(Sku sku) {
    for (OrderLine line : lines) {
      if (line.sku().equals(sku)) {
        return line.quantity();
      }
    }
    return 0;
  }
}

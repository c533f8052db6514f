package io.payonce.store.views;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import java.time.Instant;

/**
 * A refund as the database had it at one moment.
 *
 * @param paymentId whose money is paid back
 * @param status a word of the database, such as {@code UNKNOWN}
 * @param gatewayTransactionId the gateway's number for the refund; empty where none is known
 * @param refundId the caller's name for it; empty for an order's full refund
 */
public record RefundView(
    TransactionId transactionId,
    OrderId orderId,
    TransactionId paymentId,
    String method,
    Money amount,
    String status,
    String gatewayTransactionId,
    Instant createdAt,
    String refundId) {
  public RefundView {
    requireNonNull(transactionId, "transactionId is null");
    requireNonNull(orderId, "orderId is null");
    requireNonNull(paymentId, "paymentId is null");
    requireNonNull(method, "method is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(status, "status is null");
    requireNonNull(gatewayTransactionId, "gatewayTransactionId is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(refundId, "refundId is null");
  }
}

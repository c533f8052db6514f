package io.payonce.store.views;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt to pay an order, or one refund of it. What the database has as a word stays one: a
 * reader may be older than the word.
 *
 * @param kind {@code PAYMENT} or {@code REFUND}
 * @param gatewayTransactionId the gateway's own number; empty where none is known
 * @param expiresAt from when on an attempt to pay is no longer open; empty for a refund
 * @param refundOf the payment that a refund pays back; empty for a payment
 * @param refundId the caller's name for a refund; empty where it has none
 */
public record TransactionView(
    TransactionId transactionId,
    String kind,
    String method,
    Money amount,
    String status,
    String gatewayTransactionId,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<TransactionId> refundOf,
    String refundId) {
  public TransactionView {
    requireNonNull(transactionId, "transactionId is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(method, "method is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(status, "status is null");
    requireNonNull(gatewayTransactionId, "gatewayTransactionId is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(expiresAt, "expiresAt is null");
    requireNonNull(refundOf, "refundOf is null");
    requireNonNull(refundId, "refundId is null");
  }
}

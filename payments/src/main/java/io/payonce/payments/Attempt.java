package io.payonce.payments;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One attempt to pay an order through one gateway.
 *
 * @param createdAt when the creating command was accepted; of two successful attempts the earlier
 *     one holds the order
 * @param expiresAt from when on the same create opens a new attempt; a payment that comes later
 *     still counts
 * @param gatewayTransactionId the one that was applied last; empty until then
 */
public record Attempt(
    TransactionId id,
    PaymentMethod method,
    Money amount,
    Instant createdAt,
    Instant expiresAt,
    Status status,
    String gatewayTransactionId) {

  /** The state of an attempt. The allowed transitions stand in {@link CallbackRules}. */
  public enum Status {
    PENDING,
    FAILED,
    /** Paid, and it holds the order. */
    SUCCEEDED,
    /** Paid, while another attempt holds the order: owed back. */
    SURPLUS
  }

  public Attempt {
    requireNonNull(id, "id");
    requireNonNull(method, "method");
    requireNonNull(amount, "amount");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(status, "status");
    requireNonNull(gatewayTransactionId, "gatewayTransactionId");
  }

  Attempt become(Status next, String nextGatewayTransactionId) {
    return new Attempt(id, method, amount, createdAt, expiresAt, next, nextGatewayTransactionId);
  }

  /**
   * The order in which two paid attempts are preferred; it does not depend on which callback came
   * first.
   */
  boolean precedes(Attempt other) {
    int byTime = createdAt.compareTo(other.createdAt);
    return byTime != 0 ? byTime < 0 : id.compareTo(other.id) < 0;
  }

  /** Whether its money has come, whether or not it holds the order. */
  public boolean isPaid() {
    return switch (status) {
      case SUCCEEDED, SURPLUS -> true;
      case PENDING, FAILED -> false;
    };
  }
}

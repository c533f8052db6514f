package io.payonce.payments;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.identifiers.Identifiers;

/**
 * What a verified callback says of one transaction.
 *
 * @param status what the gateway says became of the payment or refund
 * @param amount what it says was paid, or paid back
 * @param gatewayTransactionId the gateway's own number for it; some gateways send {@code 0} for a
 *     cancelled payment, so it is never a key by itself
 */
public record Claim(Status status, Money amount, String gatewayTransactionId) {
  /** What a gateway can say of a payment or refund. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    /** Not final: in progress, or held by the gateway for a review of its own. */
    PENDING
  }

  public Claim {
    requireNonNull(status, "status");
    requireNonNull(amount, "amount");
    requireNonNull(gatewayTransactionId, "gatewayTransactionId");
    Identifiers.requireGatewaysOwn(gatewayTransactionId, "gatewayTransactionId");
  }

  /** Equal for two claims exactly if they say the same. */
  public String fingerprint() {
    return status
        + "|"
        + amount.minorUnits()
        + "|"
        + amount.currency()
        + "|"
        + gatewayTransactionId;
  }
}

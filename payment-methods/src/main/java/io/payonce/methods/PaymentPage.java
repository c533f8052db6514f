package io.payonce.methods;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CreateCommand.Presentation;
import java.time.Instant;

/**
 * What the gateway's page is to show to a customer who pays one attempt.
 *
 * @param acceptedAt when the creating command was accepted
 * @param expiresAt when the page stops taking the payment
 */
public record PaymentPage(
    TransactionId transactionId,
    Money amount,
    Instant acceptedAt,
    Instant expiresAt,
    Presentation presentation) {
  public PaymentPage {
    requireNonNull(transactionId, "transactionId is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(acceptedAt, "acceptedAt is null");
    requireNonNull(expiresAt, "expiresAt is null");
    requireNonNull(presentation, "presentation is null");
  }
}

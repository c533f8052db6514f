package io.payonce.methods;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.TransactionId;
import java.time.Instant;

/**
 * A payment that the gateway is asked about.
 *
 * @param payment our reference for it
 * @param createdAt when its create command was accepted
 */
public record PaymentCall(TransactionId payment, Instant createdAt) {
  public PaymentCall {
    requireNonNull(payment, "payment is null");
    requireNonNull(createdAt, "createdAt is null");
  }
}

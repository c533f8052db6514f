package io.payonce.methods;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.Set;

/**
 * One refund of one payment, as the gateway must hear of it: the same whenever it is spoken of, but
 * for whether it may have been spoken of before.
 *
 * @param refund our reference for the refund, which makes its number at the gateway
 * @param payment our reference for the payment
 * @param paymentGatewayId the gateway's own number for the payment
 * @param amount what goes back, positive and within {@code paymentAmount}
 * @param paymentCreatedAt when the payment's create command was accepted
 * @param requestedAt when the refund's command was accepted
 * @param otherRefundNumbers the gateway's own numbers for all other refunds of the payment that are
 *     known, failed ones too
 * @param note for people who read the gateway's books; nothing about persons
 * @param repeated whether the gateway may have been sent it before
 */
public record RefundCall(
    TransactionId refund,
    TransactionId payment,
    String paymentGatewayId,
    Money paymentAmount,
    Money amount,
    Instant paymentCreatedAt,
    Instant requestedAt,
    Set<String> otherRefundNumbers,
    String note,
    boolean repeated) {
  /**
   * @throws IllegalArgumentException if the amount is not a positive part of the payment's
   */
  public RefundCall {
    requireNonNull(refund, "refund is null");
    requireNonNull(payment, "payment is null");
    requireNonNull(paymentGatewayId, "paymentGatewayId is null");
    requireNonNull(paymentAmount, "paymentAmount is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(paymentCreatedAt, "paymentCreatedAt is null");
    requireNonNull(requestedAt, "requestedAt is null");
    otherRefundNumbers = Set.copyOf(otherRefundNumbers);
    requireNonNull(note, "note is null");
    if (!amount.currency().equals(paymentAmount.currency())) {
      throw new IllegalArgumentException("amount must be in the payment's currency");
    }
    if (amount.minorUnits() <= 0 || amount.minorUnits() > paymentAmount.minorUnits()) {
      throw new IllegalArgumentException("amount must be positive and within the payment's");
    }
  }

  /** Whether the whole payment goes back at once. */
  public boolean isWhole() {
    return amount.equals(paymentAmount);
  }
}

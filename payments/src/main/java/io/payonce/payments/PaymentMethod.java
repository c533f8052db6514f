package io.payonce.payments;

import java.util.Optional;

/**
 * A payment gateway's protocol. The name is the contract: it stands in idempotency keys, topics and
 * tables.
 */
public enum PaymentMethod {
  VNPAY,
  MOMO,
  ZALOPAY,
  STRIPE,
  PAYPAL,
  ADYEN;

  /**
   * Finds a method by its exact name; empty where there is none, for callers that read outside
   * input.
   */
  public static Optional<PaymentMethod> named(String name) {
    for (PaymentMethod method : values()) {
      if (method.name().equals(name)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}

package io.payonce.payments;

/** How far an order has come. */
public enum OrderStatus {
  /** Nobody has described this order to us. */
  UNKNOWN,
  /** Waiting for a successful payment. */
  PENDING,
  /** One successful payment holds it. */
  PAID,
  /** As PAID, and part of that payment is paid back, or the gateway has taken it on. */
  PARTIALLY_REFUNDED,
  /** As PAID, and all of that payment is paid back, or the gateway has taken it on. */
  REFUNDED
}

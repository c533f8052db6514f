package io.payonce.payments;

/** How far an order has come. */
public enum OrderStatus {
  /** Nobody has described this order to us. */
  UNKNOWN,
  /** Waiting for a successful payment. */
  PENDING,
  /** One successful payment holds it. */
  PAID
}

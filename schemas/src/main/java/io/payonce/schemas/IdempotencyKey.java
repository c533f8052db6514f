package io.payonce.schemas;

import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;

/**
 * What makes two commands "the same". It keys the record in Kafka, the lock and the cached result
 * in Redis.
 *
 * <p>The parts hold no colon, so different parts never make the same key.
 */
public record IdempotencyKey(String value) {

  public static IdempotencyKey ofCreate(OrderId orderId) {
    return new IdempotencyKey("payment:create:" + orderId);
  }

  public static IdempotencyKey ofCallback(PaymentMethod method, TransactionId transactionId) {
    return new IdempotencyKey("callback:" + method + ":" + transactionId);
  }

  /** The key of an order's full refund. */
  public static IdempotencyKey ofRefund(OrderId orderId) {
    return new IdempotencyKey("payment:refund:" + orderId);
  }

  /** The key of a further, partial refund. */
  public static IdempotencyKey ofRefund(OrderId orderId, String refundId) {
    return new IdempotencyKey("payment:refund:" + orderId + ":" + refundId);
  }

  @Override
  public String toString() {
    return value;
  }
}

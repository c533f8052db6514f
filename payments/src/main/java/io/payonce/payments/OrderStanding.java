package io.payonce.payments;

import static java.util.Objects.requireNonNull;

/**
 * How an order stands right after a decision.
 *
 * @param version rises by one with each kept decision on the order, so that a reader can drop what
 *     is older than it knows
 * @param amount what the order costs
 * @param refunded how much of the payment that holds it is paid back, or taken on by the gateway
 */
public record OrderStanding(OrderStatus status, long version, Money amount, Money refunded) {
  /** The standing of an order that we do not know. */
  public static final OrderStanding UNKNOWN =
      new OrderStanding(OrderStatus.UNKNOWN, 0, Money.NONE, Money.NONE);

  public OrderStanding {
    requireNonNull(status, "status");
    requireNonNull(amount, "amount");
    requireNonNull(refunded, "refunded");
  }
}

package io.payonce.payments;

import io.payonce.payments.identifiers.Identifiers;

/**
 * What the customer bought, as the shop names it. Same spelling rules as every outside identifier.
 */
public record OrderId(String value) implements Comparable<OrderId> {
  public OrderId {
    Identifiers.requireWellFormed(value, "orderId");
  }

  @Override
  public int compareTo(OrderId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

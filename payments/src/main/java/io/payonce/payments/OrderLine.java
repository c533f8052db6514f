package io.payonce.payments;

import static java.util.Objects.requireNonNull;

/** How many of one sku an order holds: at least 1, at most 1,000,000. */
public record OrderLine(Sku sku, int quantity) {
  private static final int MAX_QUANTITY = 1_000_000;

  public OrderLine {
    requireNonNull(sku, "sku");
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      throw new IllegalArgumentException("quantity must be 1 to 1000000");
    }
  }
}

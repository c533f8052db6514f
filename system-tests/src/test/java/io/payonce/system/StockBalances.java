package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stock is what it was, less exactly what the paid orders hold. What came back of a payment that
 * was displaced afterwards is no less sold by the one that holds the order now. That movements
 * agree with payments and refunds is seen to by {@link BooksHold}.
 */
final class StockBalances implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    assertThat(
            evidence
                .database()
                .rows(
                    """
                    SELECT sku, on_hand - (SELECT coalesce(sum(m.quantity), 0) FROM inventory_movements m
                                             JOIN refunds r USING (transaction_id)
                                             JOIN transactions p ON p.transaction_id = r.payment_id
                                            WHERE m.sku = i.sku AND m.reason = 'RETURN' AND p.status = 'SUCCEEDED')
                      FROM inventory i ORDER BY sku
                    """))
        .as("stock on hand, but for what came back")
        .isEqualTo(evidence.traffic().stockAtEnd());
  }
}

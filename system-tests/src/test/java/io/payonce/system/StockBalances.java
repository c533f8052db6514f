package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stock is what it was, less exactly what the paid orders hold: what is sold and what final refunds
 * brought back. A refund of a payment that was displaced afterwards brought back what that payment
 * had sold, and what is left of it was released.
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
                                            WHERE m.sku = i.sku AND m.reason = 'RETURN'
                                              AND p.status = 'SUCCEEDED')
                      FROM inventory i ORDER BY sku
                    """))
        .as("stock on hand, but for what came back")
        .isEqualTo(evidence.traffic().stockAtEnd());
    assertThat(
            evidence
                .database()
                .rows(
                    """
                    SELECT t.transaction_id, i.sku, t.status, i.quantity, coalesce(sum(m.quantity), 0)
                      FROM transactions t
                      JOIN order_items i USING (order_id)
                      LEFT JOIN (SELECT transaction_id, sku, quantity FROM inventory_movements
                                 UNION ALL
                                 SELECT r.payment_id, m.sku, m.quantity FROM inventory_movements m
                                   JOIN refunds r USING (transaction_id)
                                   JOIN transactions p ON p.transaction_id = r.payment_id
                                  WHERE m.reason = 'RETURN' AND p.status <> 'SUCCEEDED') m
                        ON m.transaction_id = t.transaction_id AND m.sku = i.sku
                     WHERE t.kind = 'PAYMENT'
                     GROUP BY 1, 2, 3, 4
                    HAVING coalesce(sum(m.quantity), 0) <> CASE t.status WHEN 'SUCCEEDED' THEN -i.quantity ELSE 0 END
                    """))
        .as("transactions whose movements are not what their status says")
        .isEmpty();
    checkReturns(evidence);
  }

  private static void checkReturns(Evidence evidence) {
    assertThat(
            evidence
                .database()
                .rows(
                    """
                    SELECT transaction_id, sku, r.quantity, m.quantity
                      FROM (SELECT transaction_id, sku, quantity FROM refund_items
                              JOIN transactions USING (transaction_id) WHERE status = 'SUCCEEDED') r
                      FULL JOIN (SELECT transaction_id, sku, quantity FROM inventory_movements
                                  WHERE reason = 'RETURN') m USING (transaction_id, sku)
                     WHERE r.quantity IS DISTINCT FROM m.quantity
                    """))
        .as("goods that came back, but not with a final refund, or the other way round")
        .isEmpty();
    assertThat(
            evidence
                .database()
                .rows(
                    """
                    SELECT i.order_id, i.sku, i.quantity, sum(m.quantity) FROM inventory_movements m
                      JOIN transactions t USING (transaction_id)
                      JOIN order_items i ON i.order_id = t.order_id AND i.sku = m.sku
                     WHERE m.reason = 'RETURN' GROUP BY 1, 2, 3 HAVING sum(m.quantity) > i.quantity
                    """))
        .as("more came back than was sold")
        .isEmpty();
  }
}

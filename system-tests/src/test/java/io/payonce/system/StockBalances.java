package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

/** Stock is what it was, less exactly what the paid orders hold. */
final class StockBalances implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    assertThat(evidence.database().rows("SELECT sku, on_hand FROM inventory ORDER BY sku"))
        .as("stock on hand")
        .isEqualTo(evidence.traffic().stockAtEnd());
    assertThat(
            evidence
                .database()
                .rows(
                    """
                    SELECT t.transaction_id, i.sku, t.status, i.quantity, coalesce(sum(m.quantity), 0)
                      FROM transactions t
                      JOIN order_items i USING (order_id)
                      LEFT JOIN inventory_movements m ON m.transaction_id = t.transaction_id AND m.sku = i.sku
                     GROUP BY 1, 2, 3, 4
                    HAVING coalesce(sum(m.quantity), 0) <> CASE t.status WHEN 'SUCCEEDED' THEN -i.quantity ELSE 0 END
                    """))
        .as("transactions whose movements are not what their status says")
        .isEmpty();
  }
}

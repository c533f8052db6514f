package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stock is what it was, less exactly what the paid orders hold. That movements agree with payments
 * and refunds is seen to by {@link BooksHold}.
 */
final class StockBalances implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    assertThat(
            evidence
                .database()
                .rows(
                    """
                    SELECT sku, on_hand - (SELECT coalesce(sum(quantity), 0) FROM inventory_movements m
                                            WHERE m.sku = i.sku AND reason = 'RETURN')
                      FROM inventory i ORDER BY sku
                    """))
        .as("stock on hand, but for what came back")
        .isEqualTo(evidence.traffic().stockAtEnd());
  }
}

package io.payonce.benchmarks.rig;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is sold: a thousand skus, so many of each that nothing runs out. */
public final class Stock {
  public static final int SKUS = 1_000;

  private static final int ON_HAND = 1_000_000;

  private Stock() {}

  /** Puts all of it on hand. */
  public static void put(Database database) throws SQLException {
    database.execute(
        List.of(
            """
            INSERT INTO inventory (sku, on_hand)
            SELECT 'SKU-' || lpad(n::text, 4, '0'), %d FROM generate_series(0, %d) AS n
            """
                .formatted(ON_HAND, SKUS - 1)));
  }

  /** The sku of an order's one line; neighbours, and orders a thousand apart, buy other things. */
  public static String sku(int order) {
    return "SKU-%04d".formatted((order + order / SKUS) % SKUS);
  }

  /** What must not be, in words, each with a query that counts it. */
  public static Map<String, String> breaches() {
    Map<String, String> breaches = new LinkedHashMap<>();
    breaches.put(
        "transactions whose stock movements are not what their status says",
        """
        SELECT count(*)
          FROM transactions t
          JOIN order_items i USING (order_id)
          LEFT JOIN inventory_movements m ON m.transaction_id = t.transaction_id AND m.sku = i.sku
         WHERE coalesce(m.quantity, 0) <> CASE t.status WHEN 'SUCCEEDED' THEN -i.quantity ELSE 0 END
        """);
    breaches.put(
        "skus whose stock is not what it was, less what was sold",
        """
        SELECT count(*)
          FROM inventory i
          LEFT JOIN (SELECT sku, sum(quantity) AS moved FROM inventory_movements GROUP BY sku) m USING (sku)
         WHERE i.on_hand <> %d + coalesce(m.moved, 0)
        """
            .formatted(ON_HAND));
    return breaches;
  }
}

package io.payonce.store.auditing;

import java.util.List;

/**
 * What is true of stock. What was on the shelves before the first movement is known to those alone
 * who put it there, so that the sum is not checked here.
 */
final class StockInvariants {
  private static final Invariant SOLD_BY_HOLDER =
      new Invariant(
          "sold-by-holder",
          "The payment that holds an order has sold each of its lines once, and no other payment"
              + " but one that was displaced has sold anything.",
          """
          SELECT transaction_id, sku, held.quantity AS ordered, -sold.quantity AS sold
            FROM (SELECT t.transaction_id, i.sku, i.quantity
                    FROM transactions t JOIN order_items i USING (order_id)
                   WHERE t.kind = 'PAYMENT' AND t.status = 'SUCCEEDED') held
            FULL JOIN (SELECT m.transaction_id, m.sku, m.quantity
                         FROM inventory_movements m
                        WHERE m.reason = 'SALE' AND NOT EXISTS (
                          SELECT FROM transaction_events e
                           WHERE e.transaction_id = m.transaction_id AND e.reason = 'displaced-by-earlier')) sold
                 USING (transaction_id, sku)
           WHERE held.quantity IS DISTINCT FROM -sold.quantity
          """);

  private static final Invariant RELEASED_BY_DISPLACED =
      new Invariant(
          "released-by-displaced",
          "A payment that was displaced has given back all that it sold and that its refunds had"
              + " not returned, and no other has.",
          """
          WITH displaced AS (
            SELECT DISTINCT transaction_id, order_id FROM transaction_events WHERE reason = 'displaced-by-earlier'),
          lines AS (
            SELECT d.transaction_id, i.sku, i.quantity FROM displaced d JOIN order_items i USING (order_id)),
          moved AS (
            SELECT m.transaction_id, m.sku,
                   -sum(m.quantity) FILTER (WHERE m.reason = 'SALE') AS sold,
                   sum(m.quantity) FILTER (WHERE m.reason = 'RELEASE') AS released
              FROM inventory_movements m LEFT JOIN displaced d USING (transaction_id)
             WHERE m.reason = 'RELEASE' OR m.reason = 'SALE' AND d.transaction_id IS NOT NULL
             GROUP BY m.transaction_id, m.sku),
          back AS (
            SELECT r.payment_id AS transaction_id, m.sku, sum(m.quantity) AS returned
              FROM inventory_movements m JOIN refunds r USING (transaction_id)
             WHERE m.reason = 'RETURN' GROUP BY r.payment_id, m.sku)
          SELECT transaction_id, sku, lines.quantity AS ordered, moved.sold, moved.released, back.returned
            FROM lines FULL JOIN moved USING (transaction_id, sku) LEFT JOIN back USING (transaction_id, sku)
           WHERE lines.quantity IS NULL OR moved.sold IS DISTINCT FROM lines.quantity
              OR coalesce(moved.released, 0) + coalesce(back.returned, 0) <> lines.quantity
          """);

  private static final Invariant RETURNED_BY_REFUND =
      new Invariant(
          "returned-by-refund",
          "Goods go back with a final refund that names them, and those of a final refund of the"
              + " payment that holds the order have gone back.",
          """
          SELECT m.transaction_id, m.sku, i.quantity AS to_return, m.quantity AS returned
            FROM inventory_movements m
            LEFT JOIN refund_items i USING (transaction_id, sku)
            LEFT JOIN transactions t USING (transaction_id)
           WHERE m.reason = 'RETURN'
             AND (t.kind IS DISTINCT FROM 'REFUND' OR t.status <> 'SUCCEEDED' OR i.quantity IS NULL
                  OR m.quantity NOT BETWEEN 1 AND i.quantity)
          UNION ALL
          SELECT r.payment_id, i.sku, least(sum(i.quantity), l.quantity), coalesce(sum(m.quantity), 0)
            FROM refund_items i
            JOIN refunds r USING (transaction_id)
            JOIN transactions t ON t.transaction_id = i.transaction_id AND t.status = 'SUCCEEDED'
            JOIN transactions p ON p.transaction_id = r.payment_id AND p.kind = 'PAYMENT' AND p.status = 'SUCCEEDED'
            JOIN order_items l ON l.order_id = p.order_id AND l.sku = i.sku
            LEFT JOIN inventory_movements m
              ON m.transaction_id = i.transaction_id AND m.sku = i.sku AND m.reason = 'RETURN'
           GROUP BY r.payment_id, i.sku, l.quantity
          HAVING coalesce(sum(m.quantity), 0) < least(sum(i.quantity), l.quantity)
          """);

  private static final Invariant RETURNED_WITHIN_SOLD =
      new Invariant(
          "returned-within-sold",
          "No more goes back of a payment than it sold.",
          """
          SELECT r.payment_id AS transaction_id, m.sku, coalesce(-s.quantity, 0) AS sold, sum(m.quantity) AS returned
            FROM inventory_movements m
            JOIN refunds r USING (transaction_id)
            LEFT JOIN inventory_movements s
              ON s.transaction_id = r.payment_id AND s.sku = m.sku AND s.reason = 'SALE'
           WHERE m.reason = 'RETURN'
           GROUP BY r.payment_id, m.sku, s.quantity HAVING sum(m.quantity) > coalesce(-s.quantity, 0)
          """);

  private static final Invariant STOCK_KNOWN =
      new Invariant(
          "stock-known",
          "Each sku that was ordered or moved is in the inventory.",
          """
          SELECT sku, count(*) AS lines_and_movements FROM (
            SELECT sku FROM order_items UNION ALL SELECT sku FROM inventory_movements) s
           WHERE NOT EXISTS (SELECT FROM inventory i WHERE i.sku = s.sku) GROUP BY sku
          """);

  private static final Invariant OVERSOLD_FLAG =
      new Invariant(
          "oversold-flag",
          "Where more of a sku was sold than there was, an order that sold of it is flagged; an"
              + " order that sold nothing is not.",
          """
          WITH flagged AS (
            SELECT o.order_id, m.sku
              FROM orders o
              JOIN transactions t USING (order_id)
              JOIN inventory_movements m USING (transaction_id)
             WHERE o.oversold AND m.reason = 'SALE')
          SELECT i.sku, i.on_hand, NULL AS order_id FROM inventory i
           WHERE i.on_hand < 0
             AND EXISTS (SELECT FROM inventory_movements m WHERE m.sku = i.sku AND m.reason = 'SALE')
             AND NOT EXISTS (SELECT FROM flagged f WHERE f.sku = i.sku)
          UNION ALL
          SELECT NULL, NULL, o.order_id FROM orders o
           WHERE o.oversold AND NOT EXISTS (SELECT FROM flagged f WHERE f.order_id = o.order_id)
          """);

  static final List<Invariant> ALL =
      List.of(
          SOLD_BY_HOLDER,
          RELEASED_BY_DISPLACED,
          RETURNED_BY_REFUND,
          RETURNED_WITHIN_SOLD,
          STOCK_KNOWN,
          OVERSOLD_FLAG);

  private StockInvariants() {}
}

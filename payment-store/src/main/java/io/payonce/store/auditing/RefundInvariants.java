package io.payonce.store.auditing;

import java.util.List;

/**
 * What is true of refunds. A refund that was refused and succeeded after all is late: meanwhile its
 * amount was free, so more may have gone back than was paid. Its order is under review.
 */
final class RefundInvariants {
  private static final String LATE =
      """
      EXISTS (SELECT FROM transaction_events e
               WHERE e.order_id = t.order_id AND e.transaction_id = t.transaction_id
                 AND (e.reason = 'refused-by-gateway'
                      OR e.outcome = 'APPLIED' AND split_part(e.said, '|', 1) <> 'refund'
                         AND split_part(e.said, '|', 2) = 'FAILED'))
      """;

  private static final Invariant REFUND_OF_PAYMENT =
      new Invariant(
          "refund-of-payment",
          "A refund pays a successful payment of its order back, through that payment's gateway,"
              + " and takes back goods of that order only.",
          """
          SELECT t.order_id, t.transaction_id, r.payment_id, p.status AS payment_status, NULL AS sku
            FROM transactions t
            FULL JOIN refunds r USING (transaction_id)
            LEFT JOIN transactions p ON p.transaction_id = r.payment_id
           WHERE (t.kind = 'REFUND' OR r.transaction_id IS NOT NULL)
             AND (t.kind IS DISTINCT FROM 'REFUND' OR p.kind IS DISTINCT FROM 'PAYMENT' OR p.order_id <> t.order_id
                  OR p.method <> t.method OR p.status NOT IN ('SUCCEEDED', 'SURPLUS'))
          UNION ALL
          SELECT t.order_id, t.transaction_id, NULL, NULL, i.sku
            FROM refund_items i
            JOIN transactions t USING (transaction_id)
            LEFT JOIN order_items l ON l.order_id = t.order_id AND l.sku = i.sku
           WHERE l.sku IS NULL OR i.quantity > l.quantity
          """);

  private static final Invariant REFUND_WITHIN_PAYMENT =
      new Invariant(
          "refund-within-payment",
          "What is paid back of a payment, and what open refunds reserve, is at most what was paid;"
              + " only what a refused refund paid back after all may come on top.",
          """
          WITH taken AS (
            SELECT p.transaction_id, p.order_id, p.amount, sum(t.amount) AS refunded_or_reserved
              FROM refunds r
              JOIN transactions t USING (transaction_id)
              JOIN transactions p ON p.transaction_id = r.payment_id
             WHERE t.status <> 'FAILED'
             GROUP BY p.transaction_id HAVING sum(t.amount) > p.amount)
          SELECT taken.order_id, taken.transaction_id, taken.amount AS paid, taken.refunded_or_reserved
            FROM taken JOIN orders o USING (order_id)
           WHERE NOT o.under_review
              OR (SELECT sum(t.amount)
                    FROM transactions t JOIN refunds r USING (transaction_id)
                   WHERE t.order_id = taken.order_id AND t.kind = 'REFUND' AND r.payment_id = taken.transaction_id
                     AND t.status <> 'FAILED' AND NOT %s) > taken.amount
          """
              .formatted(LATE));

  private static final Invariant REFUND_NAME_ONCE =
      new Invariant(
          "refund-name-once",
          "Under one name one refund of a payment is open or paid back, but for one that was"
              + " refused first.",
          """
          WITH named AS (
            SELECT t.order_id, r.payment_id, r.refund_id
              FROM refunds r JOIN transactions t USING (transaction_id)
             WHERE t.status <> 'FAILED'
             GROUP BY t.order_id, r.payment_id, r.refund_id HAVING count(*) > 1)
          SELECT n.order_id, n.payment_id, n.refund_id, count(*) AS refunds
            FROM named n
            JOIN transactions t ON t.order_id = n.order_id AND t.kind = 'REFUND' AND t.status <> 'FAILED'
            JOIN refunds r ON r.transaction_id = t.transaction_id AND r.payment_id = n.payment_id
             AND r.refund_id = n.refund_id
           WHERE NOT %s
           GROUP BY n.order_id, n.payment_id, n.refund_id HAVING count(*) > 1
          """
              .formatted(LATE));

  static final List<Invariant> ALL =
      List.of(REFUND_OF_PAYMENT, REFUND_WITHIN_PAYMENT, REFUND_NAME_ONCE);

  private RefundInvariants() {}
}

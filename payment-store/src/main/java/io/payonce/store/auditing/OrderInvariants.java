package io.payonce.store.auditing;

import java.util.List;

/** What is true of orders, the attempts to pay them, and the progress. */
final class OrderInvariants {
  private static final Invariant ONE_HOLDER =
      new Invariant(
          "one-holder",
          "At most one successful payment holds an order.",
          """
          SELECT order_id, count(*) AS holders, min(transaction_id) AS one, max(transaction_id) AS another
            FROM transactions WHERE kind = 'PAYMENT' AND status = 'SUCCEEDED'
           GROUP BY order_id HAVING count(*) > 1
          """);

  // Ids are compared byte by byte, as the rules do, and not by the database's language.
  private static final Invariant EARLIEST_HOLDER =
      new Invariant(
          "earliest-holder",
          "Of the successful payments of an order the one created first holds it, then the one of"
              + " the lower id; a surplus one stands beside a holder.",
          """
          SELECT s.order_id, s.transaction_id AS surplus, h.transaction_id AS holder
            FROM transactions s
            LEFT JOIN transactions h ON h.order_id = s.order_id AND h.kind = 'PAYMENT' AND h.status = 'SUCCEEDED'
           WHERE s.kind = 'PAYMENT' AND s.status = 'SURPLUS'
             AND (h.transaction_id IS NULL
                  OR (s.created_at, s.transaction_id COLLATE "C") < (h.created_at, h.transaction_id COLLATE "C"))
          """);

  private static final Invariant ORDER_STATUS =
      new Invariant(
          "order-status",
          "An order is paid if a payment holds it, and refunded in part or whole as that payment"
              + " is.",
          """
          SELECT o.order_id, o.status, h.transaction_id AS holder, h.amount AS paid, coalesce(r.refunded, 0) AS refunded
            FROM orders o
            LEFT JOIN transactions h ON h.order_id = o.order_id AND h.kind = 'PAYMENT' AND h.status = 'SUCCEEDED'
            LEFT JOIN (SELECT r.payment_id, sum(t.amount) AS refunded
                         FROM refunds r JOIN transactions t USING (transaction_id)
                        WHERE t.status IN ('PROCESSING', 'SUCCEEDED') GROUP BY r.payment_id) r
              ON r.payment_id = h.transaction_id
           WHERE o.status <> CASE WHEN h.transaction_id IS NULL THEN 'PENDING'
                                  WHEN r.refunded IS NULL THEN 'PAID'
                                  WHEN r.refunded < h.amount THEN 'PARTIALLY_REFUNDED'
                                  ELSE 'REFUNDED' END
          """);

  private static final Invariant WHOLE_ORDER =
      new Invariant(
          "whole-order",
          "Each order has lines and an attempt to pay it.",
          """
          SELECT order_id, 'lines' AS missing FROM orders o
           WHERE NOT EXISTS (SELECT FROM order_items i WHERE i.order_id = o.order_id)
          UNION ALL
          SELECT order_id, 'attempt' FROM orders o
           WHERE NOT EXISTS (SELECT FROM transactions t WHERE t.order_id = o.order_id AND t.kind = 'PAYMENT')
          """);

  private static final Invariant AMOUNTS =
      new Invariant(
          "amounts",
          "Amounts are positive, each payment's is its order's, and all are in the order's"
              + " currency.",
          """
          SELECT o.order_id, o.amount AS order_amount, o.currency AS order_currency,
                 t.transaction_id, t.kind, t.amount, t.currency
            FROM orders o JOIN transactions t USING (order_id)
           WHERE o.amount <= 0 OR t.amount <= 0 OR t.currency <> o.currency
              OR t.kind = 'PAYMENT' AND t.amount <> o.amount
          """);

  private static final Invariant PROGRESS =
      new Invariant(
          "progress",
          "No partition's outcomes are published further than its commands are read, and its owner"
              + " is one of that partition.",
          """
          SELECT topic, partition, published_offset, next_offset, owner, attempts FROM partition_progress
           WHERE partition < 0 OR published_offset < 0 OR published_offset > next_offset OR attempts < 0
              OR NOT starts_with(owner, topic || '-' || partition || ':')
          """);

  static final List<Invariant> ALL =
      List.of(ONE_HOLDER, EARLIEST_HOLDER, ORDER_STATUS, WHOLE_ORDER, AMOUNTS, PROGRESS);

  private OrderInvariants() {}
}

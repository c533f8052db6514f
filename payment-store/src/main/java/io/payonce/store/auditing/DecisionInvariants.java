package io.payonce.store.auditing;

import java.util.List;

/**
 * What is true of the decisions that are kept, and of the answers that were given.
 *
 * <p>What a command said begins with {@code create|}, {@code refund|}, {@code displaced-by|}, or,
 * for a callback, with its gateway, after which comes what it claims: {@code VNPAY|SUCCEEDED|…}.
 */
final class DecisionInvariants {
  private static final Invariant DECIDED_ONCE =
      new Invariant(
          "decided-once",
          "A command is decided once for each transaction.",
          """
          SELECT command_id, transaction_id, count(*) AS decisions FROM transaction_events
           GROUP BY command_id, transaction_id HAVING count(*) > 1
          """);

  // An order with two decisions has one by its create and one by a claim.
  private static final Invariant CLAIM_DECIDED_ONCE =
      new Invariant(
          "claim-decided-once",
          "What a gateway claims of a transaction is decided once, however often it says so.",
          """
          SELECT e.order_id, e.transaction_id, e.said, count(DISTINCT e.command_id) AS commands
            FROM transaction_events e JOIN orders o ON o.order_id = e.order_id AND o.version > 2
           WHERE split_part(e.said, '|', 1) NOT IN ('create', 'refund')
           GROUP BY e.order_id, e.transaction_id, e.said HAVING count(DISTINCT e.command_id) > 1
          """);

  private static final Invariant ORDER_VERSION =
      new Invariant(
          "order-version",
          "An order's version is the number of its decisions, and each has raised it by one.",
          """
          SELECT order_id, o.version, e.decisions, e.versions, e.last
            FROM orders o
            FULL JOIN (SELECT order_id, count(*) AS decisions, count(DISTINCT order_version) AS versions,
                              max(order_version) AS last
                         FROM transaction_events WHERE order_version > 0 GROUP BY order_id) e USING (order_id)
           WHERE o.version IS DISTINCT FROM e.decisions OR e.versions <> e.decisions OR e.last <> e.decisions
          """);

  private static final Invariant LAST_DECISION =
      new Invariant(
          "last-decision",
          "The last decision on an order tells its status and how much of it is refunded.",
          """
          SELECT o.order_id, o.status, e.order_status AS decided_status,
                 coalesce(r.refunded, 0) AS refunded, e.refunded AS decided_refunded
            FROM orders o
            JOIN transaction_events e ON e.order_id = o.order_id AND e.order_version = o.version
            LEFT JOIN (SELECT p.order_id, sum(t.amount) AS refunded
                         FROM refunds r
                         JOIN transactions t USING (transaction_id)
                         JOIN transactions p ON p.transaction_id = r.payment_id
                        WHERE p.kind = 'PAYMENT' AND p.status = 'SUCCEEDED' AND t.status IN ('PROCESSING', 'SUCCEEDED')
                        GROUP BY p.order_id) r ON r.order_id = o.order_id
           WHERE e.order_status <> o.status OR e.refunded <> coalesce(r.refunded, 0)
          """);

  // The last word on a payment: 0 opened, 1 surplus, 2 and 3 claims that were applied. On a refund:
  // 2 to 4 claims, 5 taken by the gateway when its command was answered, 6 refused.
  private static final Invariant STATUS_DECIDED =
      new Invariant(
          "status-decided",
          "A transaction's status is what the last decision that changed it made of it, and each"
              + " attempt was opened by one create.",
          """
          SELECT t.order_id, t.transaction_id, t.kind, t.status, e.word[2] AS last_word, coalesce(e.opened, 0) AS opened
            FROM transactions t
            LEFT JOIN (
              SELECT transaction_id,
                     count(*) FILTER (WHERE outcome = 'APPLIED' AND said LIKE 'create|%') AS opened,
                     max(ARRAY[order_version,
                       CASE WHEN outcome = 'SURPLUS' THEN 1 WHEN outcome = 'REJECTED' THEN 6
                            WHEN said LIKE 'create|%' THEN 0 WHEN said LIKE 'refund|%' THEN 5
                            ELSE CASE split_part(said, '|', 2)
                                   WHEN 'SUCCEEDED' THEN 2 WHEN 'FAILED' THEN 3 WHEN 'PENDING' THEN 4 END END]) AS word
                FROM transaction_events
               WHERE outcome IN ('APPLIED', 'SURPLUS') OR outcome = 'REJECTED' AND reason = 'refused-by-gateway'
               GROUP BY transaction_id) e USING (transaction_id)
           WHERE NOT CASE t.kind
             WHEN 'PAYMENT' THEN coalesce(e.opened, 0) = 1
               AND t.status IS NOT DISTINCT FROM
                 CASE e.word[2] WHEN 0 THEN 'PENDING' WHEN 1 THEN 'SURPLUS' WHEN 2 THEN 'SUCCEEDED' WHEN 3 THEN 'FAILED' END
             ELSE CASE coalesce(e.word[2], 0)
                    WHEN 0 THEN t.status IN ('REQUESTED', 'UNKNOWN')
                    WHEN 2 THEN t.status = 'SUCCEEDED'
                    WHEN 3 THEN t.status = 'FAILED'
                    WHEN 4 THEN t.status = 'PROCESSING'
                    WHEN 5 THEN t.status IN ('PROCESSING', 'SUCCEEDED')
                    WHEN 6 THEN t.status = 'FAILED'
                    ELSE false END
             END
          """);

  // A create or refund that was refused has no transaction, and perhaps no order.
  private static final Invariant DECISION_BELONGS =
      new Invariant(
          "decision-belongs",
          "A decision is on a transaction of its order, in the order's amount and currency; only a"
              + " refused create or refund may be without.",
          """
          SELECT e.order_id, e.transaction_id, e.command_id, e.outcome, e.amount, e.currency,
                 t.order_id AS order_of_transaction
            FROM transaction_events e
            LEFT JOIN transactions t USING (transaction_id)
            LEFT JOIN orders o ON o.order_id = e.order_id
           WHERE e.outcome NOT IN ('APPLIED', 'STALE', 'SURPLUS', 'REJECTED')
              OR t.order_id IS DISTINCT FROM e.order_id
                 AND NOT (e.outcome = 'REJECTED' AND split_part(e.said, '|', 1) IN ('create', 'refund'))
              OR e.order_version > 0 AND (e.amount <> o.amount OR e.currency <> o.currency)
              OR e.order_version <= 0 AND e.outcome <> 'REJECTED'
          """);

  private static final Invariant REVIEW_FLAG =
      new Invariant(
          "review-flag",
          "An order of which a claim was rejected is flagged for review.",
          """
          SELECT o.order_id, e.transaction_id, e.command_id, e.reason
            FROM transaction_events e JOIN orders o USING (order_id)
           WHERE e.outcome = 'REJECTED' AND split_part(e.said, '|', 1) NOT IN ('create', 'refund')
             AND NOT o.under_review
          """);

  private static final Invariant ANSWERS =
      new Invariant(
          "answers",
          "Each attempt has the answer that its creator got, and each refund that its command's"
              + " decision says was taken; an answer names its transaction.",
          """
          SELECT t.order_id, t.transaction_id, t.kind, a.transaction_id IS NULL AS missing
            FROM transactions t FULL JOIN create_responses a USING (transaction_id)
           WHERE (t.kind = 'PAYMENT') IS DISTINCT FROM (a.transaction_id IS NOT NULL)
              OR position(t.transaction_id IN a.response) = 0
          UNION ALL
          SELECT t.order_id, t.transaction_id, t.kind, a.transaction_id IS NULL
            FROM (SELECT * FROM transactions WHERE kind = 'REFUND') t
            FULL JOIN refund_responses a USING (transaction_id)
            LEFT JOIN (SELECT DISTINCT transaction_id FROM transaction_events
                        WHERE outcome = 'APPLIED' AND said LIKE 'refund|%') e USING (transaction_id)
           WHERE (e.transaction_id IS NULL) IS DISTINCT FROM (a.transaction_id IS NULL)
              OR position(t.transaction_id IN a.response) = 0
          """);

  static final List<Invariant> ALL =
      List.of(
          DECIDED_ONCE,
          CLAIM_DECIDED_ONCE,
          ORDER_VERSION,
          LAST_DECISION,
          STATUS_DECIDED,
          DECISION_BELONGS,
          REVIEW_FLAG,
          ANSWERS);

  private DecisionInvariants() {}
}

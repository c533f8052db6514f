package io.payonce.store.auditing;

import java.util.List;
import java.util.Map;

/**
 * What can be wrong with the books, one thing at a time. {@code {order-status}} stands for the
 * transaction of an order, and {@code {order-name}} for a refund of it.
 */
final class PlantedBreaks {
  private PlantedBreaks() {}

  /**
   * One thing that is wrong.
   *
   * @param breaks the invariant's name
   * @param row what the offending row holds
   */
  record Plant(String breaks, String row, String... sql) {
    List<String> statements(Map<String, String> names) {
      return List.of(sql).stream().map(text -> named(text, names)).toList();
    }

    String row(Map<String, String> names) {
      return named(row, names);
    }

    private static String named(String text, Map<String, String> names) {
      String named = text;
      for (Map.Entry<String, String> name : names.entrySet()) {
        named = named.replace("{" + name.getKey() + "}", name.getValue());
      }
      return named;
    }

    @Override
    public String toString() {
      return breaks + " by " + List.of(sql);
    }
  }

  static final List<Plant> ORDERS =
      List.of(
          new Plant(
              "one-holder",
              "TWICE",
              "DROP INDEX one_holder_an_order",
              "UPDATE transactions SET status = 'SUCCEEDED' WHERE transaction_id ="
                  + " '{twice-surplus}'",
              "UPDATE transaction_events SET outcome = 'APPLIED' WHERE outcome = 'SURPLUS' AND"
                  + " transaction_id = '{twice-surplus}'",
              "INSERT INTO inventory_movements VALUES ('{twice-surplus}', 'tea', 'SALE', -1)"),
          new Plant(
              "earliest-holder",
              "{twice-surplus}",
              "UPDATE transactions SET created_at = created_at - interval '2 hours' WHERE"
                  + " transaction_id = '{twice-surplus}'"),
          new Plant(
              "earliest-holder",
              "0-lower",
              "UPDATE transactions SET transaction_id = '0-lower', created_at = (SELECT created_at"
                  + " FROM transactions WHERE transaction_id = '{twice-succeeded}') WHERE"
                  + " transaction_id = '{twice-surplus}'",
              "UPDATE transaction_events SET transaction_id = '0-lower' WHERE transaction_id ="
                  + " '{twice-surplus}'",
              "UPDATE create_responses SET transaction_id = '0-lower', response = '0-lower' WHERE"
                  + " transaction_id = '{twice-surplus}'"),
          new Plant(
              "order-status",
              "PAID",
              "UPDATE orders SET status = 'REFUNDED' WHERE order_id = 'PAID'",
              "UPDATE transaction_events SET order_status = 'REFUNDED' WHERE order_id = 'PAID'"),
          new Plant("whole-order", "PENDING", "DELETE FROM order_items WHERE order_id = 'PENDING'"),
          new Plant(
              "whole-order",
              "LONE",
              "INSERT INTO orders VALUES ('LONE', 1, 'VND', 'PENDING', 1)",
              "INSERT INTO order_items VALUES ('LONE', 'tea', 1)",
              "INSERT INTO transaction_events VALUES (gen_random_uuid(), 'none', 'LONE',"
                  + " 'REJECTED', 'order-differs', 'create|', 'PENDING', 1, 1, 'VND', 0)"),
          new Plant(
              "amounts",
              "{pending-pending}",
              "UPDATE transactions SET amount = amount + 1 WHERE order_id = 'PENDING'"),
          new Plant(
              "amounts",
              "{part-a}",
              "UPDATE transactions SET currency = 'USD' WHERE transaction_id = '{part-a}'"),
          new Plant(
              "progress",
              "payment.callback",
              "ALTER TABLE partition_progress DROP CONSTRAINT partition_progress_check",
              "UPDATE partition_progress SET published_offset = 21"),
          new Plant(
              "progress",
              "payment.callback-4:abc",
              "UPDATE partition_progress SET owner = 'payment.callback-4:abc'"));

  static final List<Plant> DECISIONS =
      List.of(
          new Plant(
              "decided-once",
              "{paid-succeeded}",
              "ALTER TABLE transaction_events DROP CONSTRAINT transaction_events_pkey",
              copyOfLastDecision("command_id"),
              "UPDATE orders SET version = 3 WHERE order_id = 'PAID'"),
          new Plant(
              "claim-decided-once",
              "{paid-succeeded}",
              copyOfLastDecision("gen_random_uuid()"),
              "UPDATE orders SET version = 3 WHERE order_id = 'PAID'"),
          new Plant(
              "order-version",
              "PENDING",
              "UPDATE orders SET version = version + 1 WHERE order_id = 'PENDING'"),
          new Plant(
              "order-version",
              "PAID",
              "UPDATE transaction_events SET order_version = 1 WHERE order_id = 'PAID'"),
          new Plant(
              "order-version",
              "GONE",
              "INSERT INTO transaction_events VALUES (gen_random_uuid(), 'none', 'GONE',"
                  + " 'REJECTED', 'order-differs', 'create|', 'PENDING', 1, 1, 'VND', 0)"),
          new Plant(
              "last-decision",
              "PAID",
              "UPDATE transaction_events SET order_status = 'PENDING' WHERE order_id = 'PAID'"),
          new Plant(
              "last-decision",
              "PART",
              "UPDATE transaction_events SET refunded = refunded + 1 WHERE order_id = 'PART'"),
          new Plant(
              "status-decided",
              "{pending-pending}",
              "UPDATE transactions SET status = 'FAILED' WHERE order_id = 'PENDING'"),
          new Plant(
              "status-decided",
              "{open-a}",
              "UPDATE transactions SET status = 'FAILED' WHERE transaction_id = '{open-a}'"),
          new Plant(
              "status-decided",
              "{pending-pending}",
              "INSERT INTO transaction_events SELECT gen_random_uuid(), transaction_id, order_id,"
                  + " outcome, reason, said, order_status, 2, amount, currency, refunded FROM"
                  + " transaction_events WHERE order_id = 'PENDING'",
              "UPDATE orders SET version = 2 WHERE order_id = 'PENDING'"),
          new Plant(
              "decision-belongs",
              "{pending-pending}",
              "UPDATE transaction_events SET amount = amount + 1 WHERE order_id = 'PENDING'"),
          new Plant(
              "decision-belongs",
              "ghost",
              "INSERT INTO transaction_events VALUES (gen_random_uuid(), 'ghost', 'WRONG',"
                  + " 'STALE', 'still-pending', 'VNPAY|PENDING|1|VND|1', 'PENDING', 3, 150000,"
                  + " 'VND', 0)",
              "UPDATE orders SET version = 3 WHERE order_id = 'WRONG'"),
          new Plant(
              "review-flag",
              "WRONG",
              "UPDATE orders SET under_review = false WHERE order_id = 'WRONG'"),
          new Plant(
              "answers",
              "{paid-succeeded}",
              "DELETE FROM create_responses WHERE transaction_id = '{paid-succeeded}'"),
          new Plant(
              "answers",
              "{part-a}",
              "UPDATE refund_responses SET response = 'of another' WHERE transaction_id ="
                  + " '{part-a}'"),
          new Plant(
              "answers",
              "{open-a}",
              "INSERT INTO refund_responses VALUES ('{open-a}', 'refund {open-a}')"));

  static final List<Plant> REFUNDS =
      List.of(
          new Plant(
              "refund-of-payment",
              "{open-a}",
              "UPDATE refunds SET payment_id = '{paid-succeeded}' WHERE transaction_id ="
                  + " '{open-a}'"),
          new Plant(
              "refund-of-payment",
              "{open-a}",
              "UPDATE refund_items SET quantity = 4 WHERE transaction_id = '{open-a}'"),
          new Plant(
              "refund-within-payment",
              "{open-succeeded}",
              "UPDATE transactions SET amount = 145000 WHERE transaction_id = '{open-a}'"),
          new Plant(
              "refund-within-payment",
              "{open-succeeded}",
              "UPDATE transactions SET amount = 145000 WHERE transaction_id = '{open-a}'",
              "UPDATE orders SET under_review = true WHERE order_id = 'OPEN'"),
          new Plant(
              "refund-name-once",
              "{open-succeeded}",
              "UPDATE refunds SET refund_id = 'a' WHERE transaction_id = '{open-b}'"));

  static final List<Plant> STOCK =
      List.of(
          new Plant(
              "sold-by-holder",
              "{paid-succeeded}",
              "DELETE FROM inventory_movements WHERE transaction_id = '{paid-succeeded}' AND sku ="
                  + " 'tea'"),
          new Plant(
              "sold-by-holder",
              "{pending-pending}",
              "INSERT INTO inventory_movements VALUES ('{pending-pending}', 'tea', 'SALE', -2)"),
          new Plant(
              "released-by-displaced",
              "{turned-surplus}",
              "DELETE FROM inventory_movements WHERE reason = 'RELEASE'"),
          new Plant(
              "released-by-displaced",
              "{paid-succeeded}",
              "INSERT INTO inventory_movements VALUES ('{paid-succeeded}', 'cup', 'RELEASE', 1)"),
          new Plant(
              "returned-by-refund",
              "{part-succeeded}",
              "DELETE FROM inventory_movements WHERE transaction_id = '{part-a}'"),
          new Plant(
              "returned-by-refund",
              "{part-a}",
              "UPDATE inventory_movements SET quantity = 2 WHERE transaction_id = '{part-a}'"),
          new Plant(
              "returned-by-refund",
              "{open-a}",
              "INSERT INTO inventory_movements VALUES ('{open-a}', 'tea', 'RETURN', 1)"),
          new Plant(
              "returned-within-sold",
              "{part-succeeded}",
              "UPDATE refund_items SET quantity = 2 WHERE transaction_id IN ('{part-a}',"
                  + " '{part-b}')",
              "UPDATE inventory_movements SET quantity = 2 WHERE transaction_id IN ('{part-a}',"
                  + " '{part-b}')"),
          new Plant("stock-known", "cup", "DELETE FROM inventory WHERE sku = 'cup'"),
          new Plant("oversold-flag", "cup", "UPDATE inventory SET on_hand = -1 WHERE sku = 'cup'"),
          new Plant(
              "oversold-flag",
              "PENDING",
              "UPDATE orders SET oversold = true WHERE order_id = 'PENDING'"));

  static final List<Plant> ALL =
      List.of(ORDERS, DECISIONS, REFUNDS, STOCK).stream().flatMap(List::stream).toList();

  private static String copyOfLastDecision(String commandId) {
    return """
    INSERT INTO transaction_events
    SELECT %s, transaction_id, order_id, outcome, reason, said, order_status, 3, amount, currency, refunded
      FROM transaction_events WHERE order_id = 'PAID' AND order_version = 2
    """
        .formatted(commandId);
  }
}

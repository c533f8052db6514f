package io.payonce.benchmarks.commands;

import io.payonce.benchmarks.rig.Database;
import io.payonce.benchmarks.rig.Stock;
import io.payonce.simulator.merchant.BooksPage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after a run in our database, and beside the gateway's books. */
final class RefundBooks {
  private static final int DATE_PREFIX = "yyMMdd_".length();
  private static final String TAKEN =
      """
      SELECT payment_id, substr(transaction_id, %d) AS number, gateway_transaction_id, amount
        FROM refunds JOIN transactions USING (transaction_id)
       WHERE status IN ('PROCESSING', 'SUCCEEDED')
      """
          .formatted(DATE_PREFIX + 1);

  private RefundBooks() {}

  /** A refund as both sides know it. */
  private record Entry(String payment, String number, String gatewayNumber, long amount) {}

  /** What is broken, in words; empty if all holds. */
  static List<String> check(Database database, BooksPage gateway, CommandsSize size)
      throws SQLException {
    try (Connection connection = database.connect()) {
      List<String> broken = new ArrayList<>(Database.breaches(connection, breaches(size)));
      compare(ours(connection), theirs(gateway), size.allRefunds(), broken);
      long beyond =
          gateway.payments().stream()
              .filter(payment -> payment.refundedVnd() > payment.vnd())
              .count();
      if (beyond > 0) {
        broken.add(beyond + " payments that were refunded beyond their amount");
      }
      return broken;
    }
  }

  private static Map<String, String> breaches(CommandsSize size) {
    Map<String, String> breaches = new LinkedHashMap<>();
    breaches.put(
        "orders too many or too few",
        "SELECT abs(count(*) - %d) FROM orders".formatted(size.allOrders()));
    breaches.put(
        "orders without exactly one payment",
        """
        SELECT count(*)
          FROM orders
          LEFT JOIN (SELECT order_id, count(*) AS payments FROM transactions
                      WHERE kind = 'PAYMENT' GROUP BY order_id) t USING (order_id)
         WHERE coalesce(t.payments, 0) <> 1
        """);
    breaches.put(
        "refunded orders too many or too few",
        "SELECT abs(count(*) - %d) FROM orders WHERE status = 'REFUNDED'"
            .formatted(size.allRefunds()));
    breaches.put(
        "orders that were not refunded once and in full",
        """
        SELECT count(*)
          FROM orders o
          JOIN (SELECT order_id, count(*) AS refunds, sum(amount) AS amount
                  FROM transactions WHERE kind = 'REFUND' GROUP BY order_id) r USING (order_id)
         WHERE r.refunds <> 1 OR r.amount <> o.amount
        """);
    breaches.put(
        "refunds that are still open",
        """
        SELECT count(*) FROM transactions
         WHERE kind = 'REFUND' AND status NOT IN ('PROCESSING', 'SUCCEEDED')
        """);
    breaches.putAll(Stock.breaches());
    return breaches;
  }

  private static void compare(
      List<Entry> ours, List<Entry> theirs, int expected, List<String> broken) {
    if (theirs.size() != expected) {
      broken.add("refunds in the gateway's books: %d, not %d".formatted(theirs.size(), expected));
    }
    Set<Entry> known = new HashSet<>(ours);
    long unknown = theirs.stream().filter(entry -> !known.remove(entry)).count();
    if (unknown > 0) {
      broken.add(unknown + " refunds in the gateway's books that are not in ours");
    }
    if (!known.isEmpty()) {
      broken.add(known.size() + " refunds in our books that are not in the gateway's");
    }
  }

  private static List<Entry> ours(Connection connection) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TAKEN)) {
      while (row.next()) {
        entries.add(
            new Entry(
                row.getString("payment_id"),
                row.getString("number"),
                row.getString("gateway_transaction_id"),
                row.getLong("amount")));
      }
    }
    return entries;
  }

  private static List<Entry> theirs(BooksPage gateway) {
    List<Entry> entries = new ArrayList<>();
    for (BooksPage.Payment payment : gateway.payments()) {
      for (BooksPage.Refund refund : payment.refunds()) {
        entries.add(
            new Entry(
                payment.reference(), refund.requestId(), refund.transactionNo(), refund.vnd()));
      }
    }
    return entries;
  }
}

package io.payonce.benchmarks;

import io.payonce.benchmarks.rig.Database;
import io.payonce.benchmarks.rig.Stock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must hold in the database after a run, each as a query that counts what breaks it. */
final class Books {
  private static final String EXPECTED =
      "CREATE TEMPORARY TABLE expected (order_id text PRIMARY KEY)";
  private static final Map<String, String> BREACHES = breaches();

  private Books() {}

  private static Map<String, String> breaches() {
    Map<String, String> breaches = new LinkedHashMap<>();
    breaches.put(
        "orders that should be paid and are not, or the other way round",
        """
        SELECT count(*) FROM orders o LEFT JOIN expected e USING (order_id)
         WHERE (o.status = 'PAID') <> (e.order_id IS NOT NULL)
        """);
    breaches.put(
        "orders that are not paid by exactly one transaction",
        """
        SELECT count(*)
          FROM expected e
          LEFT JOIN (SELECT order_id, count(*) AS payments FROM transactions
                      WHERE status = 'SUCCEEDED' GROUP BY order_id) t USING (order_id)
         WHERE coalesce(t.payments, 0) <> 1
        """);
    breaches.putAll(Stock.breaches());
    breaches.put(
        "paid orders whose payment was not decided exactly once",
        """
        SELECT count(*)
          FROM expected e
          LEFT JOIN (SELECT order_id, count(*) AS decisions FROM transaction_events
                      WHERE order_version > 1 GROUP BY order_id) d USING (order_id)
         WHERE coalesce(d.decisions, 0) <> 1
        """);
    return breaches;
  }

  /** What is broken, in words; empty if all holds. */
  static List<String> check(Database database, List<Workload.Orders> all) throws SQLException {
    List<String> broken = new ArrayList<>();
    try (Connection connection = database.connect()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(EXPECTED);
        for (Workload.Orders orders : all) {
          statement.execute(expect(orders));
        }
        statement.execute("ANALYZE expected");
      }
      broken.addAll(Database.breaches(connection, BREACHES));
    }
    return broken;
  }

  private static String expect(Workload.Orders orders) {
    return """
    INSERT INTO expected
    SELECT 'ORD-' || lpad(number::text, 12, '0') FROM generate_series(%d::bigint, %d) AS number
    """
        .formatted(orders.number(0), orders.number(orders.paid() - 1));
  }
}

package io.payonce.benchmarks;

import io.payonce.benchmarks.rig.Database;
import io.payonce.benchmarks.rig.Stock;
import java.sql.SQLException;
import java.util.List;

/** Puts pending orders into the database, as creates would have left them, by a few statements. */
final class PendingOrders {
  private static final String ORDERS =
      """
      INSERT INTO orders (order_id, amount, currency, status, version)
      SELECT order_id, amount, 'VND', 'PENDING', 1 FROM pending ORDER BY n
      """;
  private static final String ITEMS =
      """
      INSERT INTO order_items (order_id, sku, quantity)
      SELECT order_id, sku, 1 FROM pending ORDER BY n
      """;
  private static final String TRANSACTIONS =
      """
      INSERT INTO transactions (transaction_id, order_id, kind, method, amount, currency, status,
                                created_at, expires_at)
      SELECT transaction_id, order_id, 'PAYMENT', 'VNPAY', amount, 'VND', 'PENDING',
             now(), now() + interval '15 minutes'
        FROM pending ORDER BY n
      """;
  private static final String RESPONSES =
      """
      INSERT INTO create_responses (transaction_id, response)
      SELECT transaction_id, repeat('x', 600) FROM pending ORDER BY n
      """;
  private static final String CREATE_DECISIONS =
      """
      INSERT INTO transaction_events (command_id, transaction_id, order_id, outcome, reason, said,
                                      order_status, order_version, amount, currency, refunded)
      SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, transaction_id, order_id,
             'APPLIED', 'none', 'create|VNPAY|' || amount, 'PENDING', 1, amount, 'VND', 0
        FROM pending ORDER BY n
      """;

  private PendingOrders() {}

  /**
   * Creates the orders of these numbers, and tidies up as a database at rest would have long done.
   *
   * @param end the number after the last one
   */
  static void create(Database database, long first, long end) throws SQLException {
    database.execute(
        List.of(
            pending(first, end),
            ORDERS,
            ITEMS,
            TRANSACTIONS,
            RESPONSES,
            CREATE_DECISIONS,
            "DROP TABLE pending",
            "VACUUM (ANALYZE)",
            "CHECKPOINT"));
  }

  /** Neighbours, and orders a thousand apart, buy different things. */
  private static String pending(long first, long end) {
    return """
    CREATE TEMPORARY TABLE pending AS
    SELECT n, 'ORD-' || lpad(n::text, 12, '0') AS order_id, '%s' || lpad(n::text, %d, '0') AS transaction_id,
           %d + n %% %d AS amount, 'SKU-' || lpad(((n + n / %6$d) %% %6$d)::text, 4, '0') AS sku
      FROM generate_series(%5$d, %7$d) AS n
    """
        .formatted(
            Workload.TRANSACTION_PREFIX,
            Workload.TRANSACTION_DIGITS,
            Workload.LEAST_AMOUNT,
            Workload.AMOUNTS,
            first,
            Stock.SKUS,
            end - 1);
  }
}

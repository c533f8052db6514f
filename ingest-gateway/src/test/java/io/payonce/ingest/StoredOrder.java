package io.payonce.ingest;

import io.payonce.embedded.junit.TestServers;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** An order in a test's database, paid and partly refunded. */
final class StoredOrder {
  private StoredOrder() {}

  /** What an ingress needs to look at the database. */
  static Map<String, String> settings(TestServers servers) {
    return Map.of(
        "POSTGRES_URL", servers.jdbcUrl(),
        "POSTGRES_USER", servers.user(),
        "POSTGRES_PASSWORD", "unused");
  }

  static void migrate(TestServers servers) {
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2))) {
      store.migrate();
    }
  }

  /** Inserts order-1. */
  static void insert(TestServers servers) {
    insert(servers, "order-1");
  }

  static void insert(TestServers servers, String orderId) {
    try (Connection connection =
            DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO orders (order_id, amount, currency, status, version, oversold)
          VALUES ('order-1', 10000, 'VND', 'PAID', 2, true);
          INSERT INTO transactions (transaction_id, order_id, kind, method, amount, currency,
                                    status, gateway_transaction_id, created_at, expires_at)
          VALUES ('t-1', 'order-1', 'PAYMENT', 'VNPAY', 10000, 'VND', 'SUCCEEDED', '14422574',
                  '2026-01-02T03:04:05Z', '2026-01-02T03:19:05Z'),
                 ('t-2', 'order-1', 'REFUND', 'VNPAY', 4000, 'VND', 'UNKNOWN', '',
                  '2026-01-03T00:00:00Z', NULL);
          INSERT INTO refunds (transaction_id, payment_id, refund_id) VALUES ('t-2', 't-1', 'r-1')
          """
              .replace("order-1", orderId));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

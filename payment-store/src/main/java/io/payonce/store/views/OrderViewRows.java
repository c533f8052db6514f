package io.payonce.store.views;

import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads an order's rows. */
final class OrderViewRows {
  private OrderViewRows() {}

  /**
   * The latest decision says how the order stands, refunds counted; the order's own row says the
   * rest.
   */
  static Optional<OrderView> order(
      Handle handle, OrderId orderId, List<TransactionView> transactions, boolean earlierOnes) {
    return handle
        .createQuery(
            """
            SELECT o.amount, o.currency, o.version, o.under_review, o.oversold,
                   coalesce(e.order_status, o.status) AS status, coalesce(e.refunded, 0) AS refunded
              FROM orders o
              LEFT JOIN LATERAL (
                SELECT order_status, refunded FROM transaction_events
                 WHERE order_id = o.order_id
                 ORDER BY order_version DESC LIMIT 1) e ON true
             WHERE o.order_id = :order
            """)
        .bind("order", orderId.value())
        .map(
            (row, _) ->
                new OrderView(
                    orderId,
                    row.getString("status"),
                    row.getLong("version"),
                    money(row, "amount"),
                    money(row, "refunded"),
                    row.getBoolean("under_review"),
                    row.getBoolean("oversold"),
                    transactions,
                    earlierOnes))
        .findOne();
  }

  /** The latest first. Each kind has an index of its own that finds them by their order. */
  static List<TransactionView> latestTransactions(Handle handle, OrderId orderId, int atMost) {
    return handle
        .createQuery(
            """
            SELECT t.transaction_id, t.kind, t.method, t.amount, t.currency, t.status,
                   t.gateway_transaction_id, t.created_at, t.expires_at,
                   r.payment_id, coalesce(r.refund_id, '') AS refund_id
              FROM (SELECT * FROM transactions WHERE kind = 'PAYMENT' AND order_id = :order
                    UNION ALL
                    SELECT * FROM transactions WHERE kind = 'REFUND' AND order_id = :order) t
              LEFT JOIN refunds r ON r.transaction_id = t.transaction_id
             ORDER BY t.created_at DESC, t.transaction_id DESC
             LIMIT :atMost
            """)
        .bind("order", orderId.value())
        .bind("atMost", atMost)
        .map((row, _) -> transaction(row))
        .list();
  }

  private static TransactionView transaction(ResultSet row) throws SQLException {
    return new TransactionView(
        new TransactionId(row.getString("transaction_id")),
        row.getString("kind"),
        row.getString("method"),
        money(row, "amount"),
        row.getString("status"),
        row.getString("gateway_transaction_id"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "expires_at"),
        Optional.ofNullable(row.getString("payment_id")).map(TransactionId::new),
        row.getString("refund_id"));
  }

  private static Money money(ResultSet row, String amount) throws SQLException {
    return new Money(row.getLong(amount), row.getString("currency"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}

package io.payonce.store.views;

import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads what operators look at. */
final class OperatorRows {
  private static final String REFUNDS =
      """
      SELECT t.transaction_id, t.order_id, r.payment_id, t.method, t.amount, t.currency, t.status,
             t.gateway_transaction_id, t.created_at, r.refund_id
        FROM transactions t JOIN refunds r USING (transaction_id)
      """;

  private OperatorRows() {}

  static List<RefundView> underWay(Handle handle, Collection<String> statuses, int atMost) {
    return handle
        .createQuery(
            REFUNDS
                + """
                 WHERE t.kind = 'REFUND' AND t.status IN ('REQUESTED', 'UNKNOWN', 'PROCESSING')
                   AND t.status = ANY (string_to_array(:statuses, ','))
                 ORDER BY t.created_at, t.transaction_id LIMIT :atMost
                """)
        .bind("statuses", String.join(",", statuses))
        .bind("atMost", atMost)
        .map((row, _) -> refund(row))
        .list();
  }

  static Optional<RefundView> refund(Handle handle, TransactionId id) {
    return handle
        .createQuery(REFUNDS + " WHERE t.transaction_id = :id")
        .bind("id", id.value())
        .map((row, _) -> refund(row))
        .findOne();
  }

  static Optional<OrderId> orderOf(Handle handle, String id) {
    return handle
        .createQuery(
            """
            SELECT order_id FROM (
              SELECT 1 AS choice, order_id FROM orders WHERE order_id = :id
              UNION ALL
              SELECT 2, order_id FROM transactions WHERE transaction_id = :id) found
             ORDER BY choice LIMIT 1
            """)
        .bind("id", id)
        .map((row, _) -> new OrderId(row.getString("order_id")))
        .findOne();
  }

  /** The latest first. */
  static List<EventView> latestEvents(Handle handle, OrderId orderId, int atMost) {
    return handle
        .createQuery(
            """
            SELECT command_id, transaction_id, outcome, reason, order_status, order_version,
                   refunded, currency, decided_at
              FROM transaction_events WHERE order_id = :order
             ORDER BY order_version DESC LIMIT :atMost
            """)
        .bind("order", orderId.value())
        .bind("atMost", atMost)
        .map(
            (row, _) ->
                new EventView(
                    row.getObject("command_id", UUID.class),
                    new TransactionId(row.getString("transaction_id")),
                    row.getString("outcome"),
                    row.getString("reason"),
                    row.getString("order_status"),
                    row.getLong("order_version"),
                    new Money(row.getLong("refunded"), row.getString("currency")),
                    row.getObject("decided_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  static Map<String, String> owners(Handle handle) {
    Map<String, String> owners = new HashMap<>();
    handle
        .createQuery("SELECT topic || '-' || partition AS place, owner FROM partition_progress")
        .map((row, _) -> Map.entry(row.getString("place"), row.getString("owner")))
        .forEach(entry -> owners.put(entry.getKey(), entry.getValue()));
    return owners;
  }

  private static RefundView refund(ResultSet row) throws SQLException {
    return new RefundView(
        new TransactionId(row.getString("transaction_id")),
        new OrderId(row.getString("order_id")),
        new TransactionId(row.getString("payment_id")),
        row.getString("method"),
        new Money(row.getLong("amount"), row.getString("currency")),
        row.getString("status"),
        row.getString("gateway_transaction_id"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("refund_id"));
  }
}

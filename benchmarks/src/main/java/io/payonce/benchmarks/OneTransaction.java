package io.payonce.benchmarks;

import io.payonce.benchmarks.rig.Database;
import io.payonce.schemas.CallbackCommand;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Applies one callback in a transaction of its own, on a connection of its own: locks the order,
 * looks at its status, and writes by key what the batches write by sets.
 */
final class OneTransaction implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement lock;
  private final PreparedStatement pay;
  private final PreparedStatement change;
  private final PreparedStatement decide;
  private final PreparedStatement move;
  private final PreparedStatement sell;

  OneTransaction(Database database) throws SQLException {
    connection = database.connect();
    connection.setAutoCommit(false);
    lock =
        connection.prepareStatement(
            """
            SELECT o.order_id, o.version, o.amount, o.currency, t.status
              FROM transactions t JOIN orders o USING (order_id)
             WHERE t.transaction_id = ? FOR UPDATE
            """);
    pay =
        connection.prepareStatement(
            """
            UPDATE transactions SET status = 'SUCCEEDED', gateway_transaction_id = ?
             WHERE transaction_id = ?
            """);
    change =
        connection.prepareStatement(
            "UPDATE orders SET status = 'PAID', version = version + 1 WHERE order_id = ?");
    decide =
        connection.prepareStatement(
            """
            INSERT INTO transaction_events (command_id, transaction_id, order_id, outcome, reason, said,
                                            order_status, order_version, amount, currency, refunded)
            VALUES (?, ?, ?, 'APPLIED', 'none', ?, 'PAID', ?, ?, ?, 0)
            """);
    move =
        connection.prepareStatement(
            """
            INSERT INTO inventory_movements (transaction_id, sku, reason, quantity)
            SELECT ?, sku, 'SALE', -quantity FROM order_items WHERE order_id = ?
            """);
    sell =
        connection.prepareStatement(
            """
            UPDATE inventory i SET on_hand = i.on_hand - o.quantity
              FROM order_items o WHERE o.order_id = ? AND i.sku = o.sku
            """);
  }

  void apply(CallbackCommand callback) throws SQLException {
    String transactionId = callback.transactionId().value();
    lock.setString(1, transactionId);
    try (ResultSet row = lock.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("there is no transaction " + transactionId);
      }
      if (row.getString("status").equals("PENDING")) {
        write(callback, row);
      }
    }
    connection.commit();
  }

  private void write(CallbackCommand callback, ResultSet order) throws SQLException {
    String transactionId = callback.transactionId().value();
    String orderId = order.getString("order_id");
    execute(pay, callback.claim().gatewayTransactionId(), transactionId);
    execute(change, orderId);
    execute(
        decide,
        callback.commandId(),
        transactionId,
        orderId,
        callback.method() + "|" + callback.claim().fingerprint(),
        order.getLong("version") + 1,
        order.getLong("amount"),
        order.getString("currency"));
    execute(move, transactionId, orderId);
    execute(sell, orderId);
  }

  private static void execute(PreparedStatement statement, Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    if (statement.executeUpdate() == 0) {
      throw new IllegalStateException("a row is missing");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

package io.payonce.cli.demo;

import io.payonce.cli.stack.Stack;
import io.payonce.payments.Sku;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Puts goods on the shelves before the first order comes. */
final class Warehouse {
  private static final String STOCK =
      """
      INSERT INTO inventory (sku, on_hand) VALUES (?, ?)
        ON CONFLICT (sku) DO UPDATE SET on_hand = excluded.on_hand
      """;

  private Warehouse() {}

  static void fill(Stack.Places places, List<Sku> skus) {
    try (Connection connection =
            DriverManager.getConnection(
                places.postgres(), places.postgresUser(), places.postgresPassword());
        PreparedStatement insert = connection.prepareStatement(STOCK)) {
      for (Sku sku : skus) {
        insert.setString(1, sku.value());
        insert.setLong(2, DemoPlan.START_STOCK);
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("the stock was not recorded", e);
    }
  }
}

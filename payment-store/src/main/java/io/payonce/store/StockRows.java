package io.payonce.store;

import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.StockMovement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Moves stock. Many batches sell the same few skus, so their rows are locked last of all, in the
 * order of their names, by a statement of their own; updating them inside a larger statement made
 * two workers several times slower.
 */
final class StockRows {
  private static final String LOCK =
      "SELECT sku, on_hand FROM inventory WHERE sku = ANY (:skus) ORDER BY sku FOR UPDATE";
  private static final String INSERT_MOVEMENTS =
      """
      INSERT INTO inventory_movements (transaction_id, sku, reason, quantity)
      SELECT * FROM unnest(:transactionIds, :skus, :reasons, :quantities)
      """;
  private static final String UPDATE =
      """
      UPDATE inventory i SET on_hand = c.on_hand
        FROM unnest(:skus, :onHands) AS c (sku, on_hand) WHERE i.sku = c.sku
      """;
  private static final String FLAG_OVERSOLD =
      "UPDATE orders SET oversold = true WHERE order_id = ANY (:ids)";

  private StockRows() {}

  static void store(Handle handle, WorkingSet set, List<Order> changed) {
    know(handle, newSkus(set, changed));
    if (!set.movements().isEmpty()) {
      insert(handle, set.movements());
      move(handle, set);
    }
  }

  static void lockAll(Handle handle, WorkingSet set) {
    Set<String> skus = new TreeSet<>();
    for (Order order : set.orders()) {
      order.lines().forEach(line -> skus.add(line.sku().value()));
    }
    lock(handle, skus);
  }

  /**
   * Makes a row for each sku that was never heard of. Sorted, so that two batches with new skus do
   * not deadlock.
   */
  private static void know(Handle handle, Set<String> skus) {
    if (!skus.isEmpty()) {
      handle
          .createUpdate(
              "INSERT INTO inventory (sku, on_hand) SELECT sku, 0 FROM unnest(:skus) AS n (sku) ON"
                  + " CONFLICT DO NOTHING")
          .bind("skus", Columns.texts(skus))
          .execute();
    }
  }

  private static Set<String> newSkus(WorkingSet set, List<Order> changed) {
    Set<String> skus = new TreeSet<>();
    for (Order order : changed) {
      if (set.asLoaded(order.id()).isEmpty()) {
        for (OrderLine line : order.lines()) {
          skus.add(line.sku().value());
        }
      }
    }
    return skus;
  }

  private static void insert(Handle handle, List<StockMovement> movements) {
    Columns columns = new Columns();
    for (StockMovement movement : movements) {
      columns
          .add("transactionIds", String.class, movement.transactionId().value())
          .add("skus", String.class, movement.sku().value())
          .add("reasons", String.class, movement.reason().name())
          .add("quantities", Integer.class, movement.quantity());
    }
    Update update = handle.createUpdate(INSERT_MOVEMENTS);
    columns.bindTo(update);
    update.execute();
  }

  private static void move(Handle handle, WorkingSet set) {
    Set<String> skus = new TreeSet<>();
    set.movements().forEach(movement -> skus.add(movement.sku().value()));
    Map<String, Long> onHand = new HashMap<>(lock(handle, skus));
    Set<OrderId> oversold = new HashSet<>();
    for (StockMovement movement : set.movements()) {
      long left = onHand.merge(movement.sku().value(), (long) movement.quantity(), Long::sum);
      if (movement.reason() == StockMovement.Reason.SALE && left < 0) {
        set.orderOf(movement.transactionId()).ifPresent(order -> oversold.add(order.id()));
      }
    }
    update(handle, onHand);
    if (!oversold.isEmpty()) {
      handle
          .createUpdate(FLAG_OVERSOLD)
          .bind("ids", Columns.texts(oversold.stream().map(OrderId::value).sorted().toList()))
          .execute();
    }
  }

  private static Map<String, Long> lock(Handle handle, Collection<String> skus) {
    Map<String, Long> onHand = new TreeMap<>();
    handle
        .createQuery(LOCK)
        .bind("skus", Columns.texts(skus))
        .map((row, context) -> onHand.put(row.getString("sku"), row.getLong("on_hand")))
        .list();
    return onHand;
  }

  private static void update(Handle handle, Map<String, Long> onHand) {
    Columns columns = new Columns();
    onHand.forEach(
        (sku, left) -> columns.add("skus", String.class, sku).add("onHands", Long.class, left));
    Update update = handle.createUpdate(UPDATE);
    columns.bindTo(update);
    int updated = update.execute();
    if (updated != onHand.size()) {
      throw new IllegalStateException(
          "%d skus move, but %d are in the inventory".formatted(onHand.size(), updated));
    }
  }
}

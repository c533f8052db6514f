package io.payonce.store;

import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Refund;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Loads and stores refunds: a row of {@code transactions}, what only refunds have beside it, and
 * the goods that go back.
 */
final class RefundRows {
  private static final String LOAD =
      """
      SELECT t.order_id, t.transaction_id, r.payment_id, r.refund_id, t.amount, t.currency, t.created_at, t.status,
             t.gateway_transaction_id
        FROM transactions t JOIN refunds r USING (transaction_id)
       WHERE t.order_id = ANY (:ids) AND t.kind = 'REFUND' ORDER BY r.opened
      """;
  private static final String LOAD_ITEMS =
      """
      SELECT i.transaction_id, i.sku, i.quantity FROM refund_items i JOIN transactions t USING (transaction_id)
       WHERE t.order_id = ANY (:ids) AND t.kind = 'REFUND'
      """;
  private static final String LOAD_RESPONSES =
      """
      SELECT a.transaction_id, a.response FROM refund_responses a JOIN transactions t USING (transaction_id)
       WHERE t.order_id = ANY (:ids) AND t.kind = 'REFUND'
      """;
  private static final String COUNT_UNDER_WAY =
      """
      SELECT status, count(*) AS refunds FROM transactions
       WHERE kind = 'REFUND' AND status IN ('REQUESTED', 'UNKNOWN', 'PROCESSING') GROUP BY status
      """;
  private static final String INSERT_TRANSACTIONS =
      """
      INSERT INTO transactions (transaction_id, order_id, kind, method, amount, currency, status,
                                gateway_transaction_id, created_at)
      SELECT id, order_id, 'REFUND', method, amount, currency, status, gateway_id, created_at
        FROM unnest(:ids, :orderIds, :methods, :amounts, :currencies, :statuses, :gatewayIds, :createdAts)
          AS n (id, order_id, method, amount, currency, status, gateway_id, created_at)
      """;
  private static final String INSERT_REFUNDS =
      "INSERT INTO refunds (transaction_id, payment_id, refund_id) SELECT * FROM unnest(:ids,"
          + " :paymentIds, :refundIds)";
  private static final String INSERT_ITEMS =
      "INSERT INTO refund_items (transaction_id, sku, quantity) SELECT * FROM unnest(:ids, :skus,"
          + " :quantities)";
  private static final String UPDATE =
      """
      UPDATE transactions t SET status = c.status, gateway_transaction_id = c.gateway_id
        FROM unnest(:ids, :statuses, :gatewayIds) AS c (id, status, gateway_id)
       WHERE t.transaction_id = c.id
      """;
  private static final String INSERT_RESPONSES =
      "INSERT INTO refund_responses (transaction_id, response) SELECT * FROM unnest(:ids,"
          + " :responses)";

  private RefundRows() {}

  /** The refunds of orders, in the order in which they were opened. */
  static Map<OrderId, List<Refund>> load(Handle handle, List<String> orderIds) {
    Map<OrderId, List<Refund>> byOrder = new HashMap<>();
    if (orderIds.isEmpty()) {
      return byOrder;
    }
    handle
        .createQuery(LOAD)
        .bind("ids", Columns.texts(orderIds))
        .map((row, context) -> OrderRows.add(byOrder, row, refund(row)))
        .list();
    if (!byOrder.isEmpty()) {
      Map<TransactionId, List<OrderLine>> items = items(handle, orderIds);
      byOrder.values().forEach(refunds -> refunds.replaceAll(refund -> with(items, refund)));
    }
    return byOrder;
  }

  static void loadResponses(Handle handle, List<String> orderIds, WorkingSet set) {
    if (!orderIds.isEmpty()) {
      handle
          .createQuery(LOAD_RESPONSES)
          .bind("ids", Columns.texts(orderIds))
          .map((row, context) -> Map.entry(id(row), row.getString("response")))
          .forEach(known -> set.addRefundResponse(known.getKey(), known.getValue()));
    }
  }

  static Map<Refund.Status, Long> underWay(Handle handle) {
    Map<Refund.Status, Long> counts = new EnumMap<>(Refund.Status.class);
    handle
        .createQuery(COUNT_UNDER_WAY)
        .map(
            (row, context) ->
                Map.entry(Refund.Status.valueOf(row.getString("status")), row.getLong("refunds")))
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  /** After the orders and attempts that they belong to. */
  static void store(Handle handle, WorkingSet set, List<Order> changed) {
    Columns added = new Columns();
    Columns items = new Columns();
    Columns changedRefunds = new Columns();
    for (Order order : changed) {
      for (Refund refund : order.refunds()) {
        Optional<Refund> was =
            set.asLoaded(order.id()).flatMap(before -> before.refund(refund.id()));
        if (was.isEmpty()) {
          add(added, items, order, refund);
        } else if (!was.get().equals(refund)) {
          addState(changedRefunds, refund);
        }
      }
    }
    execute(handle, INSERT_TRANSACTIONS, added);
    execute(handle, INSERT_REFUNDS, added);
    execute(handle, INSERT_ITEMS, items);
    execute(handle, UPDATE, changedRefunds);
    execute(handle, INSERT_RESPONSES, responses(set));
  }

  private static void execute(Handle handle, String sql, Columns columns) {
    if (!columns.isEmpty()) {
      Update update = handle.createUpdate(sql);
      columns.bindTo(update);
      update.execute();
    }
  }

  private static void add(Columns refunds, Columns items, Order order, Refund refund) {
    addState(refunds, refund);
    refunds
        .add("orderIds", String.class, order.id().value())
        .add(
            "methods",
            String.class,
            order.attempt(refund.paymentId()).orElseThrow().method().name())
        .add("amounts", Long.class, refund.amount().minorUnits())
        .add("currencies", String.class, refund.amount().currency())
        .add("createdAts", OffsetDateTime.class, refund.createdAt().atOffset(ZoneOffset.UTC))
        .add("paymentIds", String.class, refund.paymentId().value())
        .add("refundIds", String.class, refund.refundId());
    for (OrderLine line : refund.lines()) {
      items
          .add("ids", String.class, refund.id().value())
          .add("skus", String.class, line.sku().value())
          .add("quantities", Integer.class, line.quantity());
    }
  }

  private static void addState(Columns refunds, Refund refund) {
    refunds
        .add("ids", String.class, refund.id().value())
        .add("statuses", String.class, refund.status().name())
        .add("gatewayIds", String.class, refund.gatewayTransactionId());
  }

  private static Columns responses(WorkingSet set) {
    Columns columns = new Columns();
    set.newRefundResponses()
        .forEach(
            (id, response) ->
                columns
                    .add("ids", String.class, id.value())
                    .add("responses", String.class, response));
    return columns;
  }

  private static Map<TransactionId, List<OrderLine>> items(Handle handle, List<String> orderIds) {
    Map<TransactionId, List<OrderLine>> items = new HashMap<>();
    handle
        .createQuery(LOAD_ITEMS)
        .bind("ids", Columns.texts(orderIds))
        .map(
            (row, context) ->
                Map.entry(
                    id(row), new OrderLine(new Sku(row.getString("sku")), row.getInt("quantity"))))
        .forEach(
            item ->
                items.computeIfAbsent(item.getKey(), _ -> new ArrayList<>()).add(item.getValue()));
    return items;
  }

  private static Refund refund(ResultSet row) throws SQLException {
    return new Refund(
        id(row),
        new TransactionId(row.getString("payment_id")),
        row.getString("refund_id"),
        OrderRows.money(row, "amount"),
        List.of(),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Refund.Status.valueOf(row.getString("status")),
        row.getString("gateway_transaction_id"));
  }

  private static Refund with(Map<TransactionId, List<OrderLine>> items, Refund refund) {
    return new Refund(
        refund.id(),
        refund.paymentId(),
        refund.refundId(),
        refund.amount(),
        items.getOrDefault(refund.id(), List.of()),
        refund.createdAt(),
        refund.status(),
        refund.gatewayTransactionId());
  }

  private static TransactionId id(ResultSet row) throws SQLException {
    return new TransactionId(row.getString("transaction_id"));
  }
}

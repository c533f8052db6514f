package io.payonce.store;

import io.payonce.payments.Attempt;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Ruling;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Loads orders. First their rows are locked, in the order of their ids; everything else is read by
 * later statements, which under READ COMMITTED see all that whoever held the locks before has
 * committed.
 */
final class OrderRows {
  private static final String COLUMNS =
      "SELECT o.ctid AS place, o.order_id, o.amount, o.currency, o.version, o.under_review,"
          + " o.status FROM orders o ";

  private OrderRows() {}

  /**
   * An order's own row.
   *
   * @param place where the row lies. It is locked, so there it stays until this transaction updates
   *     it or ends
   * @param settled whether a payment holds it, or did so: only then can it have refunds
   */
  record OrderRow(
      String place, OrderId id, Money amount, long version, boolean underReview, boolean settled) {}

  static List<OrderRow> lockOrdersOf(Handle handle, Collection<TransactionId> transactions) {
    return lock(
        handle,
        """
        WHERE o.order_id = ANY (ARRAY(SELECT t.order_id FROM transactions t WHERE t.transaction_id = ANY (:ids)))
        ORDER BY o.order_id FOR UPDATE
        """,
        transactions.stream().map(TransactionId::value).distinct().toList());
  }

  static List<OrderRow> lockOrders(Handle handle, Collection<OrderId> orders) {
    return lock(
        handle,
        "WHERE o.order_id = ANY (:ids) ORDER BY o.order_id FOR UPDATE",
        orders.stream().map(OrderId::value).distinct().toList());
  }

  private static List<OrderRow> lock(Handle handle, String condition, List<String> ids) {
    return handle
        .createQuery(COLUMNS + condition)
        .bind("ids", Columns.texts(ids))
        .map(
            (row, context) ->
                new OrderRow(
                    row.getString("place"),
                    new OrderId(row.getString("order_id")),
                    money(row, "amount"),
                    row.getLong("version"),
                    row.getBoolean("under_review"),
                    OrderStatus.valueOf(row.getString("status")) != OrderStatus.PENDING))
        .list();
  }

  /** Whose commands the orders are loaded for. */
  enum Speaker {
    /** All decisions matter to them, and what earlier ones were answered with. */
    CREATES,
    /**
     * Only other callbacks' decisions matter to them: an order at version 1 has none, as its one
     * decision is its create's. Most callbacks find their order so.
     */
    CALLBACKS,
    /** All decisions matter to them, and what earlier refunds were answered with. */
    REFUNDS
  }

  private static List<String> decidedBeyondTheirCreate(List<OrderRow> rows) {
    return rows.stream().filter(row -> row.version() > 1).map(row -> row.id().value()).toList();
  }

  static WorkingSet load(Handle handle, List<OrderRow> rows, Speaker speaker) {
    WorkingSet set = new WorkingSet();
    if (rows.isEmpty()) {
      return set;
    }
    List<String> ids = rows.stream().map(row -> row.id().value()).toList();
    Map<OrderId, List<OrderLine>> lines = lines(handle, ids);
    Map<OrderId, List<Attempt>> attempts = attempts(handle, ids);
    Map<OrderId, List<KeptDecision>> decisions =
        decisions(handle, speaker == Speaker.CALLBACKS ? decidedBeyondTheirCreate(rows) : ids);
    Map<OrderId, List<Refund>> refunds = RefundRows.load(handle, settled(rows));
    switch (speaker) {
      case CREATES -> loadResponses(handle, ids, set);
      case REFUNDS -> RefundRows.loadResponses(handle, settled(rows), set);
      case CALLBACKS -> {}
    }
    for (OrderRow row : rows) {
      set.addLoaded(
          row.place(),
          new Order(
              row.id(),
              row.amount(),
              lines.getOrDefault(row.id(), List.of()),
              row.version(),
              row.underReview(),
              attempts.getOrDefault(row.id(), List.of()),
              decisions.getOrDefault(row.id(), List.of()),
              refunds.getOrDefault(row.id(), List.of())));
    }
    return set;
  }

  /**
   * A payment that holds an order never lets it go but to another one, so that an order which is
   * pending has no refunds.
   */
  private static List<String> settled(List<OrderRow> rows) {
    return rows.stream().filter(OrderRow::settled).map(row -> row.id().value()).toList();
  }

  /** Loads what was decided on those ids that have no order. */
  static void loadUnopened(Handle handle, Collection<OrderId> orders, WorkingSet set) {
    Set<OrderId> missing = new HashSet<>(orders);
    missing.removeIf(id -> set.order(id).isPresent());
    if (!missing.isEmpty()) {
      decisions(handle, missing.stream().map(OrderId::value).toList())
          .values()
          .forEach(kept -> kept.forEach(set::addUnopened));
    }
  }

  private static Map<OrderId, List<OrderLine>> lines(Handle handle, List<String> ids) {
    Map<OrderId, List<OrderLine>> byOrder = new HashMap<>();
    handle
        .createQuery("SELECT order_id, sku, quantity FROM order_items WHERE order_id = ANY (:ids)")
        .bind("ids", Columns.texts(ids))
        .map(
            (row, context) ->
                add(
                    byOrder,
                    row,
                    new OrderLine(new Sku(row.getString("sku")), row.getInt("quantity"))))
        .list();
    return byOrder;
  }

  private static Map<OrderId, List<Attempt>> attempts(Handle handle, List<String> ids) {
    Map<OrderId, List<Attempt>> byOrder = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT order_id, transaction_id, method, amount, currency, created_at, expires_at, status,
                   gateway_transaction_id
              FROM transactions WHERE order_id = ANY (:ids) AND kind = 'PAYMENT'
             ORDER BY created_at, transaction_id
            """)
        .bind("ids", Columns.texts(ids))
        .map((row, context) -> add(byOrder, row, attempt(row)))
        .list();
    return byOrder;
  }

  private static void loadResponses(Handle handle, List<String> ids, WorkingSet set) {
    handle
        .createQuery(
            """
            SELECT transaction_id, response FROM create_responses JOIN transactions USING (transaction_id)
             WHERE order_id = ANY (:ids)
            """)
        .bind("ids", Columns.texts(ids))
        .map(
            (row, context) -> {
              TransactionId id = new TransactionId(row.getString("transaction_id"));
              set.addCreateResponse(id, row.getString("response"));
              return id;
            })
        .list();
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        new TransactionId(row.getString("transaction_id")),
        PaymentMethod.valueOf(row.getString("method")),
        money(row, "amount"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        Attempt.Status.valueOf(row.getString("status")),
        row.getString("gateway_transaction_id"));
  }

  private static Map<OrderId, List<KeptDecision>> decisions(Handle handle, List<String> ids) {
    Map<OrderId, List<KeptDecision>> byOrder = new HashMap<>();
    if (ids.isEmpty()) {
      return byOrder;
    }
    handle
        .createQuery(
            """
            SELECT order_id, command_id, transaction_id, outcome, reason, said, order_status, order_version,
                   amount, currency, refunded
              FROM transaction_events WHERE order_id = ANY (:ids) ORDER BY order_id, order_version
            """)
        .bind("ids", Columns.texts(ids))
        .map((row, context) -> add(byOrder, row, decision(row)))
        .list();
    return byOrder;
  }

  private static KeptDecision decision(ResultSet row) throws SQLException {
    return new KeptDecision(
        row.getObject("command_id", UUID.class),
        new OrderId(row.getString("order_id")),
        new TransactionId(row.getString("transaction_id")),
        new Ruling(
            Outcome.valueOf(row.getString("outcome")), Reason.ofCode(row.getString("reason"))),
        row.getString("said"),
        new OrderStanding(
            OrderStatus.valueOf(row.getString("order_status")),
            row.getLong("order_version"),
            money(row, "amount"),
            money(row, "refunded")));
  }

  static Money money(ResultSet row, String amountColumn) throws SQLException {
    return new Money(row.getLong(amountColumn), row.getString("currency"));
  }

  static <T> T add(Map<OrderId, List<T>> byOrder, ResultSet row, T value) throws SQLException {
    byOrder
        .computeIfAbsent(new OrderId(row.getString("order_id")), _ -> new ArrayList<>())
        .add(value);
    return value;
  }
}

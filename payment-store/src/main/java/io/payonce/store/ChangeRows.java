package io.payonce.store;

import io.payonce.payments.Attempt;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.OrderLine;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Stores what changed in a batch's orders, attempts and decisions, one statement a table and kind
 * of change.
 */
final class ChangeRows {
  private static final String INSERT_ORDERS =
      """
      INSERT INTO orders (order_id, amount, currency, status, version, under_review)
      SELECT * FROM unnest(:ids, :amounts, :currencies, :statuses, :versions, :reviews)
      """;
  private static final String INSERT_ITEMS =
      "INSERT INTO order_items (order_id, sku, quantity) SELECT * FROM unnest(:ids, :skus,"
          + " :quantities)";

  /** By the place of the locked row, which spares looking it up again by its key. */
  private static final String UPDATE_ORDERS =
      """
      UPDATE orders o SET status = c.status, version = c.version, under_review = c.review
        FROM unnest(CAST(:places AS tid[]), :ids, :statuses, :versions, :reviews)
          AS c (place, id, status, version, review)
       WHERE o.ctid = c.place AND o.order_id = c.id
      """;

  private static final String INSERT_ATTEMPTS =
      """
      INSERT INTO transactions (transaction_id, order_id, kind, method, amount, currency, status,
                                gateway_transaction_id, created_at, expires_at)
      SELECT id, order_id, 'PAYMENT', method, amount, currency, status, gateway_id, created_at, expires_at
        FROM unnest(:ids, :orderIds, :methods, :amounts, :currencies, :statuses, :gatewayIds, :createdAts, :expiresAts)
          AS a (id, order_id, method, amount, currency, status, gateway_id, created_at, expires_at)
      """;
  private static final String INSERT_RESPONSES =
      "INSERT INTO create_responses (transaction_id, response) SELECT * FROM unnest(:ids,"
          + " :responses)";
  private static final String UPDATE_ATTEMPTS =
      """
      UPDATE transactions t SET status = c.status, gateway_transaction_id = c.gateway_id
        FROM unnest(:ids, :statuses, :gatewayIds) AS c (id, status, gateway_id)
       WHERE t.transaction_id = c.id
      """;
  private static final String INSERT_DECISIONS =
      """
      INSERT INTO transaction_events (command_id, transaction_id, order_id, outcome, reason, said, order_status,
                                      order_version, amount, currency, refunded, replay_id)
      SELECT *, CAST(:replay AS uuid)
        FROM unnest(:commandIds, :transactionIds, :orderIds, :outcomes, :reasons, :saids, :statuses, :versions,
                           :amounts, :currencies, :refundeds)
      """;

  private ChangeRows() {}

  /**
   * @param replay the replay that the decisions are made in, if they are
   */
  static void store(Handle handle, WorkingSet set, List<Order> changed, Optional<UUID> replay) {
    Columns newOrders = new Columns();
    Columns newItems = new Columns();
    Columns orders = new Columns();
    Columns newAttempts = new Columns();
    Columns newResponses = new Columns();
    Columns yielding = new Columns();
    Columns attempts = new Columns();
    for (Order order : changed) {
      Optional<Order> before = set.asLoaded(order.id());
      if (before.isEmpty()) {
        addNew(newOrders, newItems, order);
      } else {
        addChanged(orders, order);
        orders.add("places", String.class, set.place(order.id()));
      }
      for (Attempt attempt : order.attempts()) {
        Optional<Attempt> was = before.flatMap(known -> known.attempt(attempt.id()));
        if (was.isEmpty()) {
          addNew(newAttempts, order, attempt);
          newResponses
              .add("ids", String.class, attempt.id().value())
              .add("responses", String.class, set.createResponse(attempt.id()));
        } else if (!was.get().equals(attempt)) {
          boolean yields = was.get().status() == Attempt.Status.SUCCEEDED;
          addChanged(yields ? yielding : attempts, attempt);
        }
      }
    }
    execute(handle, INSERT_ORDERS, newOrders);
    execute(handle, INSERT_ITEMS, newItems);
    updateOrders(handle, orders);
    execute(handle, INSERT_ATTEMPTS, newAttempts);
    execute(handle, INSERT_RESPONSES, newResponses);
    // First those that give an order up: the index that allows one holder looks at each row as it
    // is written.
    execute(handle, UPDATE_ATTEMPTS, yielding);
    execute(handle, UPDATE_ATTEMPTS, attempts);
    storeDecisions(handle, decisions(set.decisions()), replay);
  }

  private static void storeDecisions(Handle handle, Columns decisions, Optional<UUID> replay) {
    if (!decisions.isEmpty()) {
      Update update = handle.createUpdate(INSERT_DECISIONS);
      decisions.bindTo(update);
      update.bindByType("replay", replay.orElse(null), UUID.class).execute();
    }
  }

  /** A row that does not lie where it was loaded would be left as it is: nothing is stored then. */
  private static void updateOrders(Handle handle, Columns orders) {
    int updated = execute(handle, UPDATE_ORDERS, orders);
    if (updated != orders.rows()) {
      throw new IllegalStateException(
          "%d orders change, but %d lie where they were loaded".formatted(orders.rows(), updated));
    }
  }

  private static int execute(Handle handle, String sql, Columns columns) {
    if (columns.isEmpty()) {
      return 0;
    }
    Update update = handle.createUpdate(sql);
    columns.bindTo(update);
    return update.execute();
  }

  private static void addNew(Columns orders, Columns items, Order order) {
    addChanged(orders, order);
    orders
        .add("amounts", Long.class, order.amount().minorUnits())
        .add("currencies", String.class, order.amount().currency());
    for (OrderLine line : order.lines()) {
      items
          .add("ids", String.class, order.id().value())
          .add("skus", String.class, line.sku().value())
          .add("quantities", Integer.class, line.quantity());
    }
  }

  private static void addChanged(Columns orders, Order order) {
    orders
        .add("ids", String.class, order.id().value())
        .add("statuses", String.class, order.status().name())
        .add("versions", Long.class, order.version())
        .add("reviews", Boolean.class, order.underReview());
  }

  private static void addNew(Columns attempts, Order order, Attempt attempt) {
    addChanged(attempts, attempt);
    attempts
        .add("orderIds", String.class, order.id().value())
        .add("methods", String.class, attempt.method().name())
        .add("amounts", Long.class, attempt.amount().minorUnits())
        .add("currencies", String.class, attempt.amount().currency())
        .add("createdAts", OffsetDateTime.class, utc(attempt.createdAt()))
        .add("expiresAts", OffsetDateTime.class, utc(attempt.expiresAt()));
  }

  private static void addChanged(Columns attempts, Attempt attempt) {
    attempts
        .add("ids", String.class, attempt.id().value())
        .add("statuses", String.class, attempt.status().name())
        .add("gatewayIds", String.class, attempt.gatewayTransactionId());
  }

  private static Columns decisions(List<KeptDecision> decisions) {
    Columns columns = new Columns();
    for (KeptDecision decision : decisions) {
      columns
          .add("commandIds", UUID.class, decision.commandId())
          .add("transactionIds", String.class, decision.transactionId().value())
          .add("orderIds", String.class, decision.orderId().value())
          .add("outcomes", String.class, decision.ruling().outcome().name())
          .add("reasons", String.class, decision.ruling().reason().code())
          .add("saids", String.class, decision.said())
          .add("statuses", String.class, decision.after().status().name())
          .add("versions", Long.class, decision.after().version())
          .add("amounts", Long.class, decision.after().amount().minorUnits())
          .add("currencies", String.class, decision.after().amount().currency())
          .add("refundeds", Long.class, decision.after().refunded().minorUnits());
    }
    return columns;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

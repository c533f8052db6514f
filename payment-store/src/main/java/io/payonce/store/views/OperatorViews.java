package io.payonce.store.views;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Looks at refunds and orders for a person: a connection for each look, in a transaction that sees
 * one moment and cannot write. Keeps nothing open in between.
 *
 * <p>Every look throws {@link IllegalStateException} if the database does not answer in time.
 */
public final class OperatorViews {
  private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(5);
  private static final Duration STATEMENT_AT_MOST = Duration.ofSeconds(20);
  private static final Duration SOCKET_AT_MOST = Duration.ofSeconds(30);
  private static final int TRANSACTIONS_AT_MOST = 100;
  private static final int EVENTS_AT_MOST = 200;

  private final Jdbi jdbi;

  public OperatorViews(ViewSettings settings) {
    requireNonNull(settings, "settings is null");
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("connectTimeout", Long.toString(CONNECT_AT_MOST.toSeconds()));
    properties.setProperty("loginTimeout", Long.toString(CONNECT_AT_MOST.toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(SOCKET_AT_MOST.toSeconds()));
    properties.setProperty("ApplicationName", "payonce-operator");
    properties.setProperty("logServerErrorDetail", "false");
    jdbi = Jdbi.create(settings.jdbcUrl(), properties);
  }

  /**
   * Refunds that are not final, the oldest first.
   *
   * @param statuses some of {@code REQUESTED}, {@code UNKNOWN} and {@code PROCESSING}, which an
   *     index finds
   * @param atMost how many to return
   */
  public List<RefundView> refundsUnderWay(Collection<String> statuses, int atMost) {
    return look(handle -> OperatorRows.underWay(handle, statuses, atMost));
  }

  /** One refund, whatever its status. */
  public Optional<RefundView> refund(TransactionId id) {
    return look(handle -> OperatorRows.refund(handle, id));
  }

  /**
   * An order and its history.
   *
   * @param id of the order, or of one of its transactions; an order is looked for first
   */
  public Optional<OrderHistory> history(String id) {
    return look(handle -> OperatorRows.orderOf(handle, id).flatMap(order -> page(handle, order)));
  }

  /** Who owns each partition, {@code <topic>-<partition>}: whoever took it last. */
  public Map<String, String> owners() {
    return look(OperatorRows::owners);
  }

  private static Optional<OrderHistory> page(Handle handle, OrderId orderId) {
    // One more than is shown tells whether there are more.
    List<TransactionView> latest =
        OrderViewRows.latestTransactions(handle, orderId, TRANSACTIONS_AT_MOST + 1);
    List<EventView> events = OperatorRows.latestEvents(handle, orderId, EVENTS_AT_MOST + 1);
    return OrderViewRows.order(
            handle,
            orderId,
            latest.stream().limit(TRANSACTIONS_AT_MOST).toList().reversed(),
            latest.size() > TRANSACTIONS_AT_MOST)
        .map(
            order ->
                new OrderHistory(
                    order,
                    events.stream().limit(EVENTS_AT_MOST).toList().reversed(),
                    events.size() > EVENTS_AT_MOST));
  }

  private <T> T look(Function<Handle, T> looking) {
    try {
      return jdbi.inTransaction(
          handle -> {
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            handle.execute("SET LOCAL statement_timeout = " + STATEMENT_AT_MOST.toMillis());
            return looking.apply(handle);
          });
    } catch (JdbiException e) {
      throw new IllegalStateException("the database does not answer: " + root(e).getMessage(), e);
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}

package io.payonce.store.views;

import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Looks at refunds and orders for a person: a connection for each look, in a transaction that sees
 * one moment and cannot write. Keeps nothing open in between.
 *
 * <p>Every look throws {@link IllegalStateException} if the database does not answer in time.
 */
public final class OperatorViews {
  private static final int TRANSACTIONS_AT_MOST = 100;
  private static final int EVENTS_AT_MOST = 200;

  private final OperatorLink link;

  public OperatorViews(ViewSettings settings) {
    link = new OperatorLink(settings);
  }

  /**
   * Refunds that are not final, the oldest first.
   *
   * @param statuses some of {@code REQUESTED}, {@code UNKNOWN} and {@code PROCESSING}, which an
   *     index finds
   * @param atMost how many to return
   */
  public List<RefundView> refundsUnderWay(Collection<String> statuses, int atMost) {
    return link.look(handle -> OperatorRows.underWay(handle, statuses, atMost));
  }

  /** One refund, whatever its status. */
  public Optional<RefundView> refund(TransactionId id) {
    return link.look(handle -> OperatorRows.refund(handle, id));
  }

  /**
   * An order and its history.
   *
   * @param id of the order, or of one of its transactions; an order is looked for first
   */
  public Optional<OrderHistory> history(String id) {
    return link.look(
        handle -> OperatorRows.orderOf(handle, id).flatMap(order -> page(handle, order)));
  }

  /** Who owns each partition, {@code <topic>-<partition>}: whoever took it last. */
  public Map<String, String> owners() {
    return link.look(OperatorRows::owners);
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
}

package io.payonce.store.views;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An order and the decisions on it.
 *
 * @param events in the order in which they were decided; the latest ones where there are very many
 * @param earlierEvents whether there are events before these
 */
public record OrderHistory(OrderView order, List<EventView> events, boolean earlierEvents) {
  public OrderHistory {
    requireNonNull(order, "order is null");
    events = List.copyOf(events);
  }
}

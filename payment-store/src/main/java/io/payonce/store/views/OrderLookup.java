package io.payonce.store.views;

/** What became of looking an order up. */
public sealed interface OrderLookup {

  record Found(OrderView order) implements OrderLookup {}

  /** The database knows no such order. */
  record Unknown() implements OrderLookup {}

  /**
   * The database did not answer, or not in time.
   *
   * @param reason for the log; quotes no row
   */
  record Unavailable(String reason) implements OrderLookup {}
}

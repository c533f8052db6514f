package io.payonce.cli.refunding;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.OrderId;
import io.payonce.simulator.merchant.BooksPage;

/**
 * What the gateway's books say in the end of three orders.
 *
 * @param clickedOrder created and refunded by four clicks at once
 * @param clicked its payment
 * @param partial the payment of an order of which a part was paid back
 * @param silent the payment of an order about whose refund the gateway gave no answer
 */
public record RefundsPlayed(
    OrderId clickedOrder,
    BooksPage.Payment clicked,
    BooksPage.Payment partial,
    BooksPage.Payment silent) {
  /** What each of the orders costs, in VND. */
  public static final long PRICE = 150_000;

  /** What is paid back of the second one. */
  public static final long PART = 50_000;

  public RefundsPlayed {
    requireNonNull(clickedOrder, "clickedOrder is null");
    requireNonNull(clicked, "clicked is null");
    requireNonNull(partial, "partial is null");
    requireNonNull(silent, "silent is null");
  }

  /** All that went back of the three. */
  public long refundedVnd() {
    return clicked.refundedVnd() + partial.refundedVnd() + silent.refundedVnd();
  }
}

package io.payonce.cli.refunding;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.OrderId;
import io.payonce.simulator.merchant.BooksPage;
import java.util.stream.Stream;

/**
 * What the gateway's books say in the end of four orders.
 *
 * @param clickedOrder created and refunded by four clicks at once
 * @param clicked its payment
 * @param partial the payment of an order of which a part was paid back
 * @param silent the payment of an order about whose refund the gateway gave no answer
 * @param holding the earlier payment of an order that was paid by two attempts
 * @param surplus the later one
 */
public record RefundsPlayed(
    OrderId clickedOrder,
    BooksPage.Payment clicked,
    BooksPage.Payment partial,
    BooksPage.Payment silent,
    BooksPage.Payment holding,
    BooksPage.Payment surplus) {
  /** What each of the orders costs, in VND. */
  public static final long PRICE = 150_000;

  /** What is paid back of the second one. */
  public static final long PART = 50_000;

  public RefundsPlayed {
    requireNonNull(clickedOrder, "clickedOrder is null");
    requireNonNull(clicked, "clicked is null");
    requireNonNull(partial, "partial is null");
    requireNonNull(silent, "silent is null");
    requireNonNull(holding, "holding is null");
    requireNonNull(surplus, "surplus is null");
  }

  /** All that went back of the four. */
  public long refundedVnd() {
    return Stream.of(clicked, partial, silent, holding, surplus)
        .mapToLong(BooksPage.Payment::refundedVnd)
        .sum();
  }
}

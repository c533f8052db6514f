package io.payonce.payments.refunds;

import io.payonce.payments.Attempt;
import io.payonce.payments.Order;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What of one payment, and of the goods it bought, can still go back. */
record Balance(Order order, Attempt payment, List<Refund> refunds) {

  static Balance of(Order order, Attempt payment) {
    return new Balance(order, payment, order.refundsOf(payment.id()));
  }

  /** The refunds of which nobody knows yet what the gateway makes of them. */
  List<Refund> open() {
    return refunds.stream().filter(Refund::isOpen).toList();
  }

  /** In minor units, as if no open refund came about. */
  long left() {
    return Math.max(0, payment.amount().minorUnits() - order.refunded(payment.id()).minorUnits());
  }

  /** In minor units, as if every open refund came about. */
  long available() {
    long available = left();
    for (Refund refund : open()) {
      available = Math.max(0, available - refund.amount().minorUnits());
    }
    return available;
  }

  /** Whether the goods can go back, as if no open refund came about. */
  boolean holds(List<OrderLine> lines) {
    return areAmong(linesLeft(Refund::isRefunded), lines);
  }

  /** Whether the goods can go back, as if every open refund came about. */
  boolean hasAvailable(List<OrderLine> lines) {
    return areAmong(linesAvailable(), lines);
  }

  /** All goods that can go back, as if every open refund came about. */
  List<OrderLine> linesAvailable() {
    return linesLeft(refund -> refund.isRefunded() || refund.isOpen());
  }

  /** A payment that does not hold the order has none of its goods. */
  private List<OrderLine> linesLeft(Predicate<Refund> counted) {
    List<OrderLine> left = new ArrayList<>();
    if (payment.status() == Attempt.Status.SUCCEEDED) {
      List<Refund> taking = refunds.stream().filter(counted).toList();
      for (OrderLine line : order.lines()) {
        long taken = taking.stream().mapToLong(refund -> refund.quantityOf(line.sku())).sum();
        if (taken < line.quantity()) {
          left.add(new OrderLine(line.sku(), (int) (line.quantity() - taken)));
        }
      }
    }
    return left;
  }

  private static boolean areAmong(List<OrderLine> left, List<OrderLine> wanted) {
    return wanted.stream()
        .allMatch(
            line ->
                left.stream()
                    .anyMatch(
                        some ->
                            some.sku().equals(line.sku()) && some.quantity() >= line.quantity()));
  }
}

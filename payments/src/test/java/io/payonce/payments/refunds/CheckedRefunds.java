package io.payonce.payments.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Attempt;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.OrderLine;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.Refund;
import io.payonce.payments.Sku;
import io.payonce.payments.StockMovement;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An order to which decisions are applied, and after each is checked what must hold at any time.
 */
final class CheckedRefunds {
  private final RandomGateway gateway;
  private final boolean oneOpenAtATime;
  private final boolean nothingContradicts;
  private final List<StockMovement> movements = new ArrayList<>();
  private Order order;

  CheckedRefunds(
      Order order, boolean oneOpenAtATime, RandomGateway gateway, boolean nothingContradicts) {
    this.order = order;
    this.oneOpenAtATime = oneOpenAtATime;
    this.gateway = gateway;
    this.nothingContradicts = nothingContradicts;
  }

  Order order() {
    return order;
  }

  void apply(RefundStep.Opened opened) {
    assertThat(opened.after().version()).isEqualTo(order.version());
    assertThat(opened.after().decisions()).isEqualTo(order.decisions());
    order = opened.after();
    check();
  }

  void apply(Verdict verdict) {
    if (verdict instanceof Verdict.Decided decided) {
      List<KeptDecision> kept = new ArrayList<>(order.decisions());
      kept.addAll(decided.decisions());
      assertThat(decided.after().decisions()).isEqualTo(kept);
      assertThat(decided.after().version()).isEqualTo(order.version() + decided.decisions().size());
      order = decided.after();
      movements.addAll(decided.movements());
    }
    check();
  }

  private void check() {
    for (Attempt payment : order.attempts()) {
      if (!order.underReview()) {
        checkMoney(payment);
      }
      order.lines().forEach(line -> checkStock(payment, line));
    }
    checkNoMovementTwice();
    checkStanding();
    if (nothingContradicts) {
      assertThat(order.underReview()).isFalse();
    }
  }

  private void checkMoney(Attempt payment) {
    List<Refund> refunds = order.refundsOf(payment.id());
    long counted =
        refunds.stream()
            .filter(refund -> refund.status() != Refund.Status.FAILED)
            .mapToLong(refund -> refund.amount().minorUnits())
            .sum();
    long captured = isPaid(payment) ? payment.amount().minorUnits() : 0;
    assertThat(counted).as("refunded and reserved").isLessThanOrEqualTo(captured);
    if (nothingContradicts) {
      assertThat(gateway.paidBackOf(payment.id())).isLessThanOrEqualTo(captured);
    }
    if (oneOpenAtATime) {
      assertThat(refunds).filteredOn(Refund::isOpen).hasSizeLessThanOrEqualTo(1);
    }
  }

  private static boolean isPaid(Attempt payment) {
    return payment.status() == Attempt.Status.SUCCEEDED
        || payment.status() == Attempt.Status.SURPLUS;
  }

  private void checkStock(Attempt payment, OrderLine line) {
    int returned = 0;
    int moved = moved(payment.id(), line.sku());
    for (Refund refund : order.refundsOf(payment.id())) {
      int back = moved(refund.id(), line.sku());
      moved += back;
      returned += refund.status() == Refund.Status.SUCCEEDED ? refund.quantityOf(line.sku()) : 0;
      assertThat(back).as("returned by %s", refund).isBetween(0, refund.quantityOf(line.sku()));
    }
    boolean holds = payment.status() == Attempt.Status.SUCCEEDED;
    int sold = line.quantity() - Math.min(line.quantity(), returned);
    assertThat(moved).isEqualTo(holds ? -sold : 0);
  }

  private int moved(TransactionId transaction, Sku sku) {
    return movements.stream()
        .filter(moved -> moved.transactionId().equals(transaction) && moved.sku().equals(sku))
        .mapToInt(StockMovement::quantity)
        .sum();
  }

  private void checkNoMovementTwice() {
    Set<List<Object>> seen = new HashSet<>();
    for (StockMovement moved : movements) {
      assertThat(seen.add(List.of(moved.transactionId(), moved.sku(), moved.reason())))
          .as("a movement that is new: %s", moved)
          .isTrue();
      assertThat(moved.quantity()).isNotZero();
    }
  }

  private void checkStanding() {
    long refunded = 0;
    for (Refund refund : order.refunds()) {
      boolean counts =
          refund.status() == Refund.Status.PROCESSING || refund.status() == Refund.Status.SUCCEEDED;
      if (counts && order.holder().orElseThrow().id().equals(refund.paymentId())) {
        refunded += refund.amount().minorUnits();
      }
    }
    OrderStatus paid =
        refunded == 0
            ? OrderStatus.PAID
            : refunded >= RandomRefunds.PRICE
                ? OrderStatus.REFUNDED
                : OrderStatus.PARTIALLY_REFUNDED;
    assertThat(order.status()).isEqualTo(order.holder().isEmpty() ? OrderStatus.PENDING : paid);
  }
}

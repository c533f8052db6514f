package io.payonce.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Delivers callbacks to an order and checks, after each, what must hold at any time. */
final class CheckedDelivery {
  private final Map<UUID, Verdict> firstVerdicts = new HashMap<>();
  private final List<StockMovement> movements = new ArrayList<>();
  private Order order;

  CheckedDelivery(Order order) {
    this.order = order;
  }

  Order order() {
    return order;
  }

  void deliver(CallbackRules.Callback callback) {
    Verdict verdict = CallbackRules.decide(order, callback);
    Verdict first = firstVerdicts.putIfAbsent(callback.commandId(), verdict);
    if (first != null) {
      assertThat(verdict).isEqualTo(asRedelivered(first));
    }
    if (verdict instanceof Verdict.Decided decided) {
      checkVersions(decided);
      order = decided.after();
      movements.addAll(decided.movements());
    }
    checkAtMostOneHolds();
    checkNoMovementTwice();
    checkStockBalances();
  }

  private static Verdict asRedelivered(Verdict first) {
    return first instanceof Verdict.Decided decided
        ? new Verdict.Redelivered(decided.decisions())
        : first;
  }

  private void checkVersions(Verdict.Decided decided) {
    List<Long> expected = new ArrayList<>();
    for (int i = 1; i <= decided.decisions().size(); i++) {
      expected.add(order.version() + i);
    }
    assertThat(decided.decisions())
        .extracting(kept -> kept.after().version())
        .isNotEmpty()
        .isEqualTo(expected);
    assertThat(decided.after().version()).isEqualTo(expected.getLast());
    List<KeptDecision> kept = new ArrayList<>(order.decisions());
    kept.addAll(decided.decisions());
    assertThat(decided.after().decisions()).isEqualTo(kept);
  }

  private void checkAtMostOneHolds() {
    assertThat(order.attempts())
        .filteredOn(attempt -> attempt.status() == Attempt.Status.SUCCEEDED)
        .hasSizeLessThanOrEqualTo(1);
  }

  private void checkNoMovementTwice() {
    Set<List<Object>> seen = new HashSet<>();
    for (StockMovement moved : movements) {
      assertThat(seen.add(List.of(moved.transactionId(), moved.sku(), moved.reason())))
          .as("a movement that is new: %s", moved)
          .isTrue();
    }
  }

  private void checkStockBalances() {
    for (OrderLine line : order.lines()) {
      int expected = order.status() == OrderStatus.PAID ? -line.quantity() : 0;
      int ofOrder = 0;
      for (Attempt attempt : order.attempts()) {
        int ofAttempt = moved(attempt, line.sku());
        assertThat(ofAttempt)
            .isEqualTo(attempt.status() == Attempt.Status.SUCCEEDED ? -line.quantity() : 0);
        ofOrder += ofAttempt;
      }
      assertThat(ofOrder).isEqualTo(expected);
    }
  }

  private int moved(Attempt attempt, Sku sku) {
    return movements.stream()
        .filter(moved -> moved.transactionId().equals(attempt.id()) && moved.sku().equals(sku))
        .mapToInt(StockMovement::quantity)
        .sum();
  }
}

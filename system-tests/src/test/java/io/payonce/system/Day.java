package io.payonce.system;

import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.RefundCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A day's work in two halves, of which the second one builds on the first: attempts whose callbacks
 * come in the afternoon, payments that are paid back in the afternoon.
 */
record Day(Traffic traffic, List<RefundedOrder> refunded, Half morning, Half afternoon) {
  private static final int CALLBACKS = 800;
  private static final int REFUNDED = 24;
  private static final int THIRD = 3;

  /** What is sent, in this order. */
  record Half(
      List<CreateCommand> creates, List<CallbackCommand> callbacks, List<RefundCommand> refunds) {
    Half() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void pass(Run run) {
      run.send(creates);
      run.awaitOutcomes(creates);
      run.send(callbacks);
      run.awaitOutcomes(callbacks);
      run.send(refunds);
      run.awaitOutcomes(refunds);
    }
  }

  static Day of(long seed, PlayedVnpay vnpay) {
    Traffic traffic = Traffic.of(seed, CALLBACKS).allowingDifferentOutcomes();
    List<CreateCommand> others = List.copyOf(traffic.creates());
    List<CreateCommand> paid = traffic.addPaid("BACK-", REFUNDED, vnpay::book);
    Day day = new Day(traffic, RefundedOrder.inFull(paid), new Half(), new Half());
    day.split(others, paid);
    return day;
  }

  /**
   * Every third order is late, and of every third one the second attempt, though the first is paid;
   * so are half of the callbacks of the others.
   */
  private void split(List<CreateCommand> others, List<CreateCommand> paid) {
    Set<TransactionId> late = new HashSet<>();
    Set<OrderId> orders = new HashSet<>();
    for (CreateCommand create : others) {
      boolean second = !orders.add(create.orderId());
      int kind = orders.size() % THIRD;
      boolean isLate = kind == 0 || (kind == 1 && second);
      (isLate ? afternoon : morning).creates().add(create);
      if (isLate || orders.size() % 2 == 0) {
        late.add(Traffic.opened(create));
      }
    }
    morning.creates().addAll(paid);
    for (int i = 0; i < paid.size(); i++) {
      (i % THIRD == 0 ? morning : afternoon).refunds().addAll(refunded.get(i).commands());
      if (i % THIRD == 2) {
        late.add(Traffic.opened(paid.get(i)));
      }
    }
    for (CallbackCommand callback : traffic.callbacks()) {
      (late.contains(callback.transactionId()) ? afternoon : morning).callbacks().add(callback);
    }
  }
}

package io.payonce.refunds;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.RefundCall;
import io.payonce.payments.Attempt;
import io.payonce.payments.Order;
import io.payonce.payments.Refund;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A refund whose intent is committed and which the gateway is to hear of.
 *
 * @param resumed whether it may have heard of it before; so it may after the database went back
 */
record Errand(Gateway gateway, RefundCall call, boolean resumed) {
  Errand {
    requireNonNull(gateway, "gateway is null");
    requireNonNull(call, "call is null");
  }

  static Errand of(Gateway gateway, Order order, Refund refund, boolean resumed) {
    Attempt payment = order.attempt(refund.paymentId()).orElseThrow();
    RefundCall call =
        new RefundCall(
            refund.id(),
            payment.id(),
            payment.gatewayTransactionId(),
            payment.amount(),
            refund.amount(),
            payment.createdAt(),
            refund.createdAt(),
            otherNumbers(order, refund),
            "Refund " + order.id(),
            resumed);
    return new Errand(gateway, call, resumed);
  }

  /** Failed ones too: the gateway may tell of them last, and they must not be taken for ours. */
  private static Set<String> otherNumbers(Order order, Refund refund) {
    return order.refundsOf(refund.paymentId()).stream()
        .filter(other -> !other.id().equals(refund.id()))
        .map(Refund::gatewayTransactionId)
        .filter(number -> !number.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Whether the gateway must be asked before it is sent the refund. */
  boolean asksFirst() {
    return resumed || !gateway.api().repeatsAreSafe();
  }
}

package io.payonce.payments.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Attempt;
import io.payonce.payments.CallbackRules;
import io.payonce.payments.Claim;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Ruling;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order of 100 EUR cents, 3 teas and a cup, with two attempts, and all that refund commands did
 * to it. The first attempt is the earlier, and holds the order.
 */
final class PaidOrder {
  static final TransactionId FIRST = new TransactionId("first");
  static final TransactionId SECOND = new TransactionId("second");
  static final OrderLine TEAS = new OrderLine(new Sku("tea"), 3);
  static final OrderLine CUP = new OrderLine(new Sku("cup"), 1);
  static final OrderId ID = new OrderId("ORD-1");
  static final Instant AT = Instant.parse("2026-01-02T10:00:00Z");

  private static final Money PRICE = eur(100);

  Order order = unpaid();

  PaidOrder() {
    pay(FIRST);
  }

  static Order unpaid() {
    return new Order(
        ID,
        PRICE,
        List.of(TEAS, CUP),
        0,
        false,
        List.of(attempt(FIRST, AT), attempt(SECOND, AT.plusSeconds(60))),
        List.of());
  }

  private static Attempt attempt(TransactionId id, Instant at) {
    return new Attempt(
        id, PaymentMethod.VNPAY, PRICE, at, at.plusSeconds(900), Attempt.Status.PENDING, "");
  }

  static Money eur(long amount) {
    return new Money(amount, "EUR");
  }

  static Asking full() {
    return new Asking(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);
  }

  static Asking partial(String refundId, long amount, OrderLine... lines) {
    return new Asking(
        Optional.of(refundId), Optional.of(eur(amount)), Optional.empty(), List.of(lines), false);
  }

  /** What a command asks for, whichever command it is. */
  record Asking(
      Optional<String> refundId,
      Optional<Money> amount,
      Optional<TransactionId> payment,
      List<OrderLine> lines,
      boolean oneOpenAtATime) {
    Asking of(TransactionId chosen) {
      return new Asking(refundId, amount, Optional.of(chosen), lines, oneOpenAtATime);
    }

    Asking oneAtATime() {
      return new Asking(refundId, amount, payment, lines, true);
    }

    Asking named(String name) {
      return new Asking(Optional.of(name), amount, payment, lines, oneOpenAtATime);
    }

    RefundRequest by(UUID commandId) {
      return new RefundRequest(commandId, AT, ID, refundId, amount, payment, lines, oneOpenAtATime);
    }

    /** By a new command. */
    RefundRequest request() {
      return by(UUID.randomUUID());
    }
  }

  void pay(TransactionId attempt) {
    pay(attempt, UUID.randomUUID());
  }

  void pay(TransactionId attempt, UUID commandId) {
    hear(commandId, attempt, new Claim(Claim.Status.SUCCEEDED, PRICE, attempt.value()));
  }

  /** Takes in a callback about a refund, under the gateway's number 7. */
  void hear(Refund refund, Claim.Status status) {
    hear(UUID.randomUUID(), refund.id(), new Claim(status, refund.amount(), "7"));
  }

  private void hear(UUID commandId, TransactionId transaction, Claim claim) {
    apply(
        CallbackRules.decide(
            order, new CallbackRules.Callback(commandId, transaction, PaymentMethod.VNPAY, claim)));
  }

  /** Decides and takes in. */
  RefundStep ask(RefundRequest request) {
    RefundStep step = RefundRules.request(Optional.of(order), order.decisions(), request);
    switch (step) {
      case RefundStep.Answered answered -> apply(answered.verdict());
      case RefundStep.Opened opened -> order = opened.after();
      case RefundStep.Resumed _, RefundStep.Waits _ -> {}
    }
    return step;
  }

  Refund opened(RefundRequest request) {
    RefundStep step = ask(request);
    assertThat(step).isInstanceOf(RefundStep.Opened.class);
    return ((RefundStep.Opened) step).refund();
  }

  Verdict answer(RefundRequest request, RefundResult result) {
    Verdict verdict =
        RefundRules.answered(order, request.refund(), request.commandId(), request.said(), result);
    apply(verdict);
    return verdict;
  }

  /** Opens a refund and has the gateway answer so. */
  RefundRequest refunded(Asking asking, RefundResult result) {
    RefundRequest request = asking.request();
    opened(request);
    answer(request, result);
    return request;
  }

  KeptDecision last() {
    return order.decisions().getLast();
  }

  /** Asserts a rejection that is kept. */
  void assertRejected(RefundRequest request, Reason reason) {
    Order before = order;
    RefundStep step = ask(request);
    assertThat(step).isInstanceOf(RefundStep.Answered.class);
    Verdict.Decided decided = (Verdict.Decided) ((RefundStep.Answered) step).verdict();
    assertThat(decided.decisions()).containsExactly(last());
    assertThat(decided.movements()).isEmpty();
    assertThat(last().ruling()).isEqualTo(new Ruling(Outcome.REJECTED, reason));
    assertThat(last().commandId()).isEqualTo(request.commandId());
    assertThat(last().transactionId()).isEqualTo(request.refund());
    assertThat(order.refunds()).isEqualTo(before.refunds());
    assertThat(order.version()).isEqualTo(before.version() + 1);
  }

  private void apply(Verdict verdict) {
    if (verdict instanceof Verdict.Decided decided) {
      order = decided.after();
    }
  }
}

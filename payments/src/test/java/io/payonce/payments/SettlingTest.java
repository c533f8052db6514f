package io.payonce.payments;

import static io.payonce.payments.OrderUnderTest.CUP;
import static io.payonce.payments.OrderUnderTest.FIRST;
import static io.payonce.payments.OrderUnderTest.PRICE;
import static io.payonce.payments.OrderUnderTest.SECOND;
import static io.payonce.payments.OrderUnderTest.TEA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two attempts at one order, both paid. */
class SettlingTest {
  private final OrderUnderTest subject = new OrderUnderTest();

  @Test
  void a_later_attempt_is_surplus_while_an_earlier_one_holds_the_order() {
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    Verdict.Decided decided = subject.decide(SECOND, Claim.Status.SUCCEEDED, "8");

    assertThat(decided.decisions())
        .extracting(KeptDecision::ruling)
        .containsExactly(Ruling.surplus(Reason.HELD_BY_EARLIER));
    assertThat(decided.movements()).isEmpty();
    assertHeldByFirst();
  }

  @Test
  void an_earlier_attempt_takes_the_order_over_with_one_decision_for_each_attempt() {
    subject.decide(SECOND, Claim.Status.SUCCEEDED, "8");
    CallbackRules.Callback late = subject.callback(FIRST, Claim.Status.SUCCEEDED, "7");

    Verdict.Decided decided = subject.decided(late);

    assertThat(decided.decisions())
        .extracting(KeptDecision::transactionId, KeptDecision::ruling, KeptDecision::commandId)
        .containsExactly(
            tuple(SECOND, Ruling.surplus(Reason.DISPLACED_BY_EARLIER), late.commandId()),
            tuple(FIRST, Ruling.APPLIED, late.commandId()));
    assertThat(decided.decisions())
        .extracting(kept -> kept.after().version())
        .containsExactly(2L, 3L);
    assertHeldByFirst();
  }

  @Test
  void taking_over_releases_the_goods_of_one_attempt_and_sells_them_to_the_other() {
    subject.decide(SECOND, Claim.Status.SUCCEEDED, "8");

    Verdict.Decided decided = subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertThat(decided.movements())
        .containsExactly(
            new StockMovement(SECOND, CUP, 1, StockMovement.Reason.RELEASE),
            new StockMovement(SECOND, TEA, 3, StockMovement.Reason.RELEASE),
            new StockMovement(FIRST, CUP, -1, StockMovement.Reason.SALE),
            new StockMovement(FIRST, TEA, -3, StockMovement.Reason.SALE));
  }

  @Test
  void the_displaced_attempt_keeps_its_gateway_number() {
    subject.decide(SECOND, Claim.Status.SUCCEEDED, "8");
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertThat(subject.order.attempt(SECOND).orElseThrow().gatewayTransactionId()).isEqualTo("8");
  }

  @Test
  void a_failed_attempt_that_was_paid_after_all_is_surplus_where_an_earlier_one_holds() {
    subject.decide(SECOND, Claim.Status.FAILED, "8");
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    subject.decide(SECOND, Claim.Status.SUCCEEDED, "8");

    assertHeldByFirst();
  }

  @Test
  void a_failed_attempt_that_was_paid_after_all_takes_over_from_a_later_one() {
    subject.decide(FIRST, Claim.Status.FAILED, "7");
    subject.decide(SECOND, Claim.Status.SUCCEEDED, "8");

    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertHeldByFirst();
  }

  @Test
  void of_two_attempts_of_the_same_instant_the_lower_id_holds_the_order() {
    Instant now = Instant.parse("2026-01-02T10:00:00Z");
    TransactionId high = new TransactionId("b");
    TransactionId low = new TransactionId("a");
    Order order =
        new Order(
                new OrderId("ORD-2"),
                PRICE,
                List.of(new OrderLine(TEA, 1)),
                0,
                false,
                List.of(),
                List.of())
            .opening(OrderUnderTest.attempt(high, PaymentMethod.VNPAY, now))
            .opening(OrderUnderTest.attempt(low, PaymentMethod.VNPAY, now));

    Order paidOnce = success(order, high);
    Order paidTwice = success(paidOnce, low);

    assertThat(paidOnce.holder().orElseThrow().id()).isEqualTo(high);
    assertThat(paidTwice.holder().orElseThrow().id()).isEqualTo(low);
    assertThat(success(success(order, low), high).holder().orElseThrow().id()).isEqualTo(low);
  }

  private static Order success(Order order, TransactionId id) {
    Claim claim = new Claim(Claim.Status.SUCCEEDED, PRICE, "7");
    Verdict verdict =
        CallbackRules.decide(
            order, new CallbackRules.Callback(UUID.randomUUID(), id, PaymentMethod.VNPAY, claim));
    return ((Verdict.Decided) verdict).after();
  }

  private void assertHeldByFirst() {
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.SUCCEEDED);
    assertThat(subject.statusOf(SECOND)).isEqualTo(Attempt.Status.SURPLUS);
    assertThat(subject.order.holder().orElseThrow().id()).isEqualTo(FIRST);
  }
}

package io.payonce.payments;

import static io.payonce.payments.OrderUnderTest.CUP;
import static io.payonce.payments.OrderUnderTest.FIRST;
import static io.payonce.payments.OrderUnderTest.SECOND;
import static io.payonce.payments.OrderUnderTest.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Callbacks that speak of a refund: its table of transitions, cell by cell, and around it. */
class RefundClaimsTest {
  private static final TransactionId REFUND = new TransactionId("refund");
  private static final Money AMOUNT = new Money(50_000, "VND");

  private final OrderUnderTest subject = new OrderUnderTest();

  @ParameterizedTest
  @CsvSource({
    "REQUESTED,  SUCCEEDED, SUCCEEDED,  APPLIED,  NONE",
    "REQUESTED,  FAILED,    FAILED,     APPLIED,  NONE",
    "REQUESTED,  PENDING,   PROCESSING, APPLIED,  NONE",
    "UNKNOWN,    SUCCEEDED, SUCCEEDED,  APPLIED,  NONE",
    "UNKNOWN,    FAILED,    FAILED,     APPLIED,  NONE",
    "UNKNOWN,    PENDING,   PROCESSING, APPLIED,  NONE",
    "PROCESSING, SUCCEEDED, SUCCEEDED,  APPLIED,  NONE",
    "PROCESSING, FAILED,    FAILED,     APPLIED,  NONE",
    "PROCESSING, PENDING,   PROCESSING, STALE,    STILL_PENDING",
    "FAILED,     SUCCEEDED, SUCCEEDED,  APPLIED,  NONE",
    "FAILED,     FAILED,    FAILED,     STALE,    ALREADY_FAILED",
    "FAILED,     PENDING,   FAILED,     STALE,    STILL_PENDING",
    "SUCCEEDED,  SUCCEEDED, SUCCEEDED,  REJECTED, OTHER_GATEWAY_TRANSACTION",
    "SUCCEEDED,  FAILED,    SUCCEEDED,  STALE,    SUCCESS_STANDS",
    "SUCCEEDED,  PENDING,   SUCCEEDED,  STALE,    STILL_PENDING"
  })
  void each_state_and_claim_leads_where_the_table_says(
      Refund.Status before,
      Claim.Status claim,
      Refund.Status after,
      Outcome outcome,
      Reason reason) {
    paidWith(refund(before, "6", List.of(new OrderLine(TEA, 2))));

    Verdict.Decided decided = subject.decided(callback(claim, "7"));

    assertThat(decided.decisions())
        .extracting(KeptDecision::ruling)
        .containsExactly(new Ruling(outcome, reason));
    assertThat(stands().status()).isEqualTo(after);
    assertThat(stands().gatewayTransactionId()).isEqualTo(outcome == Outcome.APPLIED ? "7" : "6");
    assertThat(decided.movements())
        .isEqualTo(
            after == Refund.Status.SUCCEEDED && before != after
                ? List.of(new StockMovement(REFUND, TEA, 2, StockMovement.Reason.RETURN))
                : List.of());
    boolean forReview = outcome == Outcome.REJECTED || before == Refund.Status.FAILED;
    assertThat(subject.order.underReview()).isEqualTo(forReview && claim == Claim.Status.SUCCEEDED);
  }

  @ParameterizedTest
  @EnumSource
  void a_refund_keeps_all_else_whatever_its_state(Refund.Status before) {
    Refund refund = refund(before, "6", List.of(new OrderLine(TEA, 2)));
    paidWith(refund);

    subject.deliver(callback(Claim.Status.FAILED, "7"));

    assertThat(stands())
        .isEqualTo(refund.become(stands().status(), stands().gatewayTransactionId()));
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.SUCCEEDED);
  }

  @Test
  void a_success_that_the_gateways_own_answer_told_before_is_its_commands_duplicate() {
    paidWith(refund(Refund.Status.SUCCEEDED, "7", List.of()));
    subject.order =
        subject.order.keeping(new UUID(9, 9), REFUND, Ruling.APPLIED, "refund|R-1|50000 VND||");

    Verdict verdict = subject.deliver(callback(Claim.Status.SUCCEEDED, "7"));

    assertThat(verdict).isEqualTo(new Verdict.Duplicate(subject.order.decisions().getLast()));
  }

  @Test
  void a_success_with_a_number_contradicts_none_that_came_without() {
    paidWith(refund(Refund.Status.SUCCEEDED, "", List.of()));
    subject.order =
        subject.order.keeping(new UUID(9, 9), REFUND, Ruling.APPLIED, "refund|R-1|50000 VND||");

    assertThat(subject.deliver(callback(Claim.Status.SUCCEEDED, "7")))
        .isInstanceOf(Verdict.Duplicate.class);
    assertThat(subject.order.underReview()).isFalse();
  }

  @Test
  void a_success_that_no_decision_tells_of_is_stale() {
    paidWith(refund(Refund.Status.SUCCEEDED, "7", List.of()));

    assertThat(subject.decided(callback(Claim.Status.SUCCEEDED, "7")).decisions())
        .extracting(KeptDecision::ruling)
        .containsExactly(Ruling.stale(Reason.SUCCESS_STANDS));
  }

  @Test
  void the_same_command_gets_its_outcome_again_and_the_same_claim_is_a_duplicate() {
    paidWith(refund(Refund.Status.UNKNOWN, "", List.of()));
    CallbackRules.Callback success = callback(Claim.Status.SUCCEEDED, "7");
    Verdict.Decided decided = subject.decided(success);

    assertThat(subject.deliver(success)).isEqualTo(new Verdict.Redelivered(decided.decisions()));
    assertThat(subject.deliver(callback(Claim.Status.SUCCEEDED, "7")))
        .isEqualTo(new Verdict.Duplicate(decided.decisions().getFirst()));
  }

  @Test
  void a_claim_of_another_amount_currency_or_gateway_is_rejected_and_flagged() {
    assertContradicts(PaymentMethod.VNPAY, new Money(150_000, "VND"), Reason.WRONG_AMOUNT);
    assertContradicts(PaymentMethod.VNPAY, new Money(50_000, "USD"), Reason.WRONG_CURRENCY);
    assertContradicts(PaymentMethod.MOMO, AMOUNT, Reason.WRONG_METHOD);
  }

  @Test
  void a_refund_of_a_displaced_payment_returns_nothing() {
    subject.decide(SECOND, Claim.Status.SUCCEEDED, "2");
    add(refund(Refund.Status.PROCESSING, "6", SECOND, List.of(new OrderLine(TEA, 3))));
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "1");

    Verdict.Decided decided =
        subject.decided(
            new CallbackRules.Callback(
                UUID.randomUUID(),
                REFUND,
                PaymentMethod.MOMO,
                new Claim(Claim.Status.SUCCEEDED, AMOUNT, "7")));

    assertThat(stands().status()).isEqualTo(Refund.Status.SUCCEEDED);
    assertThat(decided.movements()).isEmpty();
  }

  @Test
  void a_displaced_payment_releases_only_what_its_refunds_have_not_returned() {
    subject.decide(SECOND, Claim.Status.SUCCEEDED, "2");
    add(
        refund(
            Refund.Status.SUCCEEDED,
            "6",
            SECOND,
            List.of(new OrderLine(TEA, 2), new OrderLine(CUP, 1))));
    assertThat(subject.order.status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);

    Verdict.Decided decided = subject.decide(FIRST, Claim.Status.SUCCEEDED, "1");

    assertThat(decided.movements())
        .containsExactly(
            new StockMovement(SECOND, TEA, 1, StockMovement.Reason.RELEASE),
            new StockMovement(FIRST, CUP, -1, StockMovement.Reason.SALE),
            new StockMovement(FIRST, TEA, -3, StockMovement.Reason.SALE));
    assertThat(subject.order.status()).isEqualTo(OrderStatus.PAID);
    assertThat(decided.decisions())
        .extracting(kept -> kept.after().refunded())
        .containsOnly(Money.zero("VND"));
  }

  private void assertContradicts(PaymentMethod method, Money amount, Reason reason) {
    for (Claim.Status status : Claim.Status.values()) {
      paidWith(refund(Refund.Status.UNKNOWN, "", List.of()));
      Verdict.Decided decided =
          subject.decided(
              new CallbackRules.Callback(
                  UUID.randomUUID(), REFUND, method, new Claim(status, amount, "7")));
      assertThat(decided.decisions())
          .extracting(KeptDecision::ruling)
          .containsExactly(Ruling.rejected(reason));
      assertThat(decided.movements()).isEmpty();
      assertThat(subject.order.underReview()).isTrue();
      assertThat(stands().status()).isEqualTo(Refund.Status.UNKNOWN);
    }
  }

  private void paidWith(Refund refund) {
    subject.deliver(subject.callback(FIRST, Claim.Status.SUCCEEDED, "1"));
    add(refund);
  }

  private void add(Refund refund) {
    subject.order = subject.order.with(refund);
  }

  private Refund stands() {
    return subject.order.refund(REFUND).orElseThrow();
  }

  private static Refund refund(Refund.Status status, String number, List<OrderLine> lines) {
    return refund(status, number, FIRST, lines);
  }

  private static Refund refund(
      Refund.Status status, String number, TransactionId payment, List<OrderLine> lines) {
    Instant at = Instant.parse("2026-01-03T10:00:00Z");
    return new Refund(REFUND, payment, "R-1", AMOUNT, lines, at, status, number);
  }

  private static CallbackRules.Callback callback(Claim.Status status, String number) {
    return new CallbackRules.Callback(
        UUID.randomUUID(), REFUND, PaymentMethod.VNPAY, new Claim(status, AMOUNT, number));
  }
}

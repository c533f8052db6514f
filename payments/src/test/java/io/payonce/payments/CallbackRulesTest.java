package io.payonce.payments;

import static io.payonce.payments.OrderUnderTest.CUP;
import static io.payonce.payments.OrderUnderTest.FIRST;
import static io.payonce.payments.OrderUnderTest.SECOND;
import static io.payonce.payments.OrderUnderTest.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallbackRulesTest {
  private final OrderUnderTest subject = new OrderUnderTest();

  @Test
  void a_success_pays_a_pending_attempt_and_sells_the_goods() {
    Verdict.Decided decided = subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertRuled(decided, Ruling.APPLIED);
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.SUCCEEDED);
    assertThat(subject.order.status()).isEqualTo(OrderStatus.PAID);
    assertThat(subject.order.attempt(FIRST).orElseThrow().gatewayTransactionId()).isEqualTo("7");
    assertThat(decided.movements())
        .containsExactly(
            new StockMovement(FIRST, CUP, -1, StockMovement.Reason.SALE),
            new StockMovement(FIRST, TEA, -3, StockMovement.Reason.SALE));
  }

  @Test
  void a_failure_fails_a_pending_attempt_and_moves_nothing() {
    Verdict.Decided decided = subject.decide(FIRST, Claim.Status.FAILED, "7");

    assertRuled(decided, Ruling.APPLIED);
    assertThat(decided.movements()).isEmpty();
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.FAILED);
    assertThat(subject.order.status()).isEqualTo(OrderStatus.PENDING);
    assertThat(subject.order.attempt(FIRST).orElseThrow().gatewayTransactionId()).isEqualTo("7");
  }

  @Test
  void an_unfinished_payment_leaves_a_pending_attempt_pending() {
    assertStale(subject.decide(FIRST, Claim.Status.PENDING, "7"), Reason.STILL_PENDING);
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.PENDING);
  }

  @Test
  void a_success_pays_a_failed_attempt_because_money_moved_after_all() {
    subject.decide(FIRST, Claim.Status.FAILED, "7");

    Verdict.Decided decided = subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertRuled(decided, Ruling.APPLIED);
    assertThat(decided.movements()).hasSize(2);
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.SUCCEEDED);
  }

  @Test
  void another_failure_of_a_failed_attempt_is_stale() {
    subject.decide(FIRST, Claim.Status.FAILED, "7");

    assertStale(subject.decide(FIRST, Claim.Status.FAILED, "8"), Reason.ALREADY_FAILED);
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.FAILED);
  }

  @Test
  void an_unfinished_payment_of_a_failed_attempt_is_stale() {
    subject.decide(FIRST, Claim.Status.FAILED, "7");

    assertStale(subject.decide(FIRST, Claim.Status.PENDING, "7"), Reason.STILL_PENDING);
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.FAILED);
  }

  @Test
  void a_success_under_another_gateway_number_is_rejected_and_flagged() {
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    Verdict.Decided decided = subject.decide(FIRST, Claim.Status.SUCCEEDED, "8");

    assertRuled(decided, Ruling.rejected(Reason.OTHER_GATEWAY_TRANSACTION));
    assertThat(decided.movements()).isEmpty();
    assertThat(subject.order.underReview()).isTrue();
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.SUCCEEDED);
    assertThat(subject.order.attempt(FIRST).orElseThrow().gatewayTransactionId()).isEqualTo("7");
  }

  @Test
  void a_failure_after_a_success_is_stale_and_the_success_stands() {
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertStale(subject.decide(FIRST, Claim.Status.FAILED, "7"), Reason.SUCCESS_STANDS);
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.SUCCEEDED);
    assertThat(subject.order.underReview()).isFalse();
  }

  @Test
  void an_unfinished_payment_after_a_success_is_stale() {
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertStale(subject.decide(FIRST, Claim.Status.PENDING, "7"), Reason.STILL_PENDING);
    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.SUCCEEDED);
  }

  @Test
  void a_success_of_a_surplus_under_another_gateway_number_is_rejected_and_flagged() {
    makeSecondSurplus();

    Verdict.Decided decided = subject.decide(SECOND, Claim.Status.SUCCEEDED, "9");

    assertRuled(decided, Ruling.rejected(Reason.OTHER_GATEWAY_TRANSACTION));
    assertThat(subject.order.underReview()).isTrue();
    assertThat(subject.statusOf(SECOND)).isEqualTo(Attempt.Status.SURPLUS);
  }

  @Test
  void a_failure_of_a_surplus_is_stale() {
    makeSecondSurplus();

    assertStale(subject.decide(SECOND, Claim.Status.FAILED, "8"), Reason.SUCCESS_STANDS);
    assertThat(subject.statusOf(SECOND)).isEqualTo(Attempt.Status.SURPLUS);
  }

  @Test
  void an_unfinished_payment_of_a_surplus_is_stale() {
    makeSecondSurplus();

    assertStale(subject.decide(SECOND, Claim.Status.PENDING, "8"), Reason.STILL_PENDING);
    assertThat(subject.statusOf(SECOND)).isEqualTo(Attempt.Status.SURPLUS);
  }

  private void makeSecondSurplus() {
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");
    subject.decide(SECOND, Claim.Status.SUCCEEDED, "8");
    assertThat(subject.statusOf(SECOND)).isEqualTo(Attempt.Status.SURPLUS);
  }

  private static void assertStale(Verdict.Decided decided, Reason reason) {
    assertRuled(decided, Ruling.stale(reason));
    assertThat(decided.movements()).isEmpty();
  }

  private static void assertRuled(Verdict.Decided decided, Ruling ruling) {
    assertThat(decided.decisions()).extracting(KeptDecision::ruling).containsExactly(ruling);
  }
}

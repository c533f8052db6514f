package io.payonce.payments;

import static io.payonce.payments.OrderUnderTest.FIRST;
import static io.payonce.payments.OrderUnderTest.PRICE;
import static io.payonce.payments.OrderUnderTest.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What comes before the table of transitions: repeats and contradictions. */
class RepeatedCallbackTest {
  private final OrderUnderTest subject = new OrderUnderTest();

  @Test
  void the_same_command_gets_its_outcome_again_word_for_word() {
    CallbackRules.Callback success = subject.callback(FIRST, Claim.Status.SUCCEEDED, "7");
    Verdict.Decided decided = subject.decided(success);
    subject.decide(FIRST, Claim.Status.FAILED, "7");

    assertThat(subject.deliver(success)).isEqualTo(new Verdict.Redelivered(decided.decisions()));
  }

  @Test
  void a_command_that_displaced_an_attempt_gets_both_outcomes_again() {
    subject.decide(SECOND, Claim.Status.SUCCEEDED, "8");
    CallbackRules.Callback late = subject.callback(FIRST, Claim.Status.SUCCEEDED, "7");
    Verdict.Decided decided = subject.decided(late);

    assertThat(decided.decisions()).hasSize(2);
    assertThat(subject.deliver(late)).isEqualTo(new Verdict.Redelivered(decided.decisions()));
  }

  @Test
  void a_rejected_command_is_rejected_again_although_the_state_moved_on() {
    CallbackRules.Callback wrong =
        subject.callback(FIRST, new Claim(Claim.Status.SUCCEEDED, money(1, "VND"), "7"));
    Verdict.Decided decided = subject.decided(wrong);
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertThat(subject.deliver(wrong)).isEqualTo(new Verdict.Redelivered(decided.decisions()));
  }

  @Test
  void the_same_claim_from_another_command_is_a_duplicate_of_the_first() {
    Verdict.Decided first = subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");
    Order before = subject.order;

    Verdict second = subject.deliver(subject.callback(FIRST, Claim.Status.SUCCEEDED, "7"));

    assertThat(second).isEqualTo(new Verdict.Duplicate(first.decisions().getFirst()));
    assertThat(subject.order).isSameAs(before);
  }

  @Test
  void a_claim_stays_known_after_the_attempt_was_displaced() {
    Verdict.Decided first = subject.decide(SECOND, Claim.Status.SUCCEEDED, "8");
    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertThat(subject.deliver(subject.callback(SECOND, Claim.Status.SUCCEEDED, "8")))
        .isEqualTo(new Verdict.Duplicate(first.decisions().getFirst()));
  }

  @Test
  void the_same_claim_about_another_transaction_is_no_duplicate() {
    subject.decide(FIRST, Claim.Status.FAILED, "0");

    assertThat(subject.decide(SECOND, Claim.Status.FAILED, "0").decisions())
        .extracting(KeptDecision::ruling)
        .containsExactly(Ruling.APPLIED);
  }

  @Test
  void a_repeated_contradiction_is_a_duplicate_of_the_rejection() {
    Claim claim = new Claim(Claim.Status.SUCCEEDED, money(1, "VND"), "7");
    Verdict.Decided first = subject.decided(subject.callback(FIRST, claim));

    assertThat(subject.deliver(subject.callback(FIRST, claim)))
        .isEqualTo(new Verdict.Duplicate(first.decisions().getFirst()));
  }

  @Test
  void a_wrong_amount_is_rejected_and_flagged_whatever_the_status() {
    for (Claim.Status status : Claim.Status.values()) {
      assertRejected(
          subject.callback(FIRST, new Claim(status, money(149_999, "VND"), "7")),
          Reason.WRONG_AMOUNT);
    }
  }

  @Test
  void a_wrong_currency_is_rejected_and_flagged() {
    Claim claim = new Claim(Claim.Status.SUCCEEDED, money(PRICE.minorUnits(), "USD"), "7");

    assertRejected(subject.callback(FIRST, claim), Reason.WRONG_CURRENCY);
  }

  @Test
  void another_gateway_than_the_attempts_is_rejected_and_flagged() {
    Claim claim = new Claim(Claim.Status.SUCCEEDED, PRICE, "7");

    assertRejected(
        new CallbackRules.Callback(UUID.randomUUID(), FIRST, PaymentMethod.MOMO, claim),
        Reason.WRONG_METHOD);
  }

  @Test
  void a_contradiction_does_not_stop_the_right_claim_from_being_applied() {
    subject.decided(
        subject.callback(FIRST, new Claim(Claim.Status.SUCCEEDED, money(1, "VND"), "7")));

    subject.decide(FIRST, Claim.Status.SUCCEEDED, "7");

    assertThat(subject.statusOf(FIRST)).isEqualTo(Attempt.Status.SUCCEEDED);
    assertThat(subject.order.underReview()).isTrue();
  }

  @Test
  void a_callback_for_an_attempt_of_another_order_is_a_programmers_error() {
    CallbackRules.Callback stray =
        new CallbackRules.Callback(
            UUID.randomUUID(),
            new TransactionId("stray"),
            PaymentMethod.VNPAY,
            new Claim(Claim.Status.SUCCEEDED, PRICE, "7"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallbackRules.decide(subject.order, stray));
  }

  private void assertRejected(CallbackRules.Callback callback, Reason reason) {
    Attempt before = subject.order.attempt(callback.transactionId()).orElseThrow();
    Verdict.Decided decided = subject.decided(callback);
    assertThat(decided.decisions())
        .extracting(KeptDecision::ruling)
        .containsExactly(Ruling.rejected(reason));
    assertThat(decided.movements()).isEmpty();
    assertThat(subject.order.underReview()).isTrue();
    assertThat(subject.order.attempt(callback.transactionId())).contains(before);
  }

  private static Money money(long minorUnits, String currency) {
    return new Money(minorUnits, currency);
  }
}

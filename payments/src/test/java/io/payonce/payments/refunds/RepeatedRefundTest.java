package io.payonce.payments.refunds;

import static io.payonce.payments.refunds.PaidOrder.CUP;
import static io.payonce.payments.refunds.PaidOrder.FIRST;
import static io.payonce.payments.refunds.PaidOrder.SECOND;
import static io.payonce.payments.refunds.PaidOrder.TEAS;
import static io.payonce.payments.refunds.PaidOrder.full;
import static io.payonce.payments.refunds.PaidOrder.partial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.payonce.payments.Attempt;
import io.payonce.payments.Claim;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Ruling;
import io.payonce.payments.Sku;
import io.payonce.payments.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same refund asked for again: by the same command, by others, and under a reused id. */
class RepeatedRefundTest {
  private static final RefundResult DONE = new RefundResult.Completed("7");
  private static final RefundResult REFUSED = new RefundResult.Refused();
  private static final RefundResult UNCLEAR = new RefundResult.Unclear();

  private final PaidOrder subject = new PaidOrder();

  @Test
  void a_command_that_comes_again_while_its_refund_is_open_is_resumed() {
    RefundRequest request = full().request();
    Refund opened = subject.opened(request);
    assertThat(subject.ask(request)).isEqualTo(new RefundStep.Resumed(opened));

    subject.answer(request, UNCLEAR);
    assertThat(subject.ask(request))
        .isEqualTo(new RefundStep.Resumed(opened.become(Refund.Status.UNKNOWN, "")));
  }

  @Test
  void a_command_that_comes_again_after_its_decision_gets_it_again() {
    RefundRequest request = full().request();
    subject.opened(request);
    subject.answer(request, DONE);

    assertAnswered(request, new Verdict.Redelivered(List.of(subject.last())));
    RefundRequest rejected = partial("R-1", 1).request();
    subject.assertRejected(rejected, Reason.ALREADY_REFUNDED);
    assertAnswered(rejected, new Verdict.Redelivered(List.of(subject.last())));
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, APPLIED, NONE",
    "SUCCEEDED, APPLIED, NONE",
    "FAILED, REJECTED, REFUSED_BY_GATEWAY"
  })
  void a_command_whose_refund_a_callback_settled_meanwhile_is_decided_as_it_stands(
      Claim.Status claim, Outcome outcome, Reason reason) {
    RefundRequest request = partial("R-1", 10, CUP).request();
    subject.hear(subject.opened(request), claim);

    RefundStep.Answered answered = (RefundStep.Answered) subject.ask(request);

    assertThat(((Verdict.Decided) answered.verdict()).movements()).isEmpty();
    assertThat(subject.last().ruling()).isEqualTo(new Ruling(outcome, reason));
    assertThat(subject.last().commandId()).isEqualTo(request.commandId());
    assertAnswered(request, new Verdict.Redelivered(List.of(subject.last())));
  }

  @Test
  void a_command_applied_again_to_an_older_database_opens_the_same_refund() {
    Order older = subject.order;
    RefundRequest request = partial("R-1", 40, CUP).request();
    Refund opened = subject.opened(request);
    subject.answer(request, DONE);

    subject.order = older;

    assertThat(subject.opened(request)).isEqualTo(opened);
  }

  @Test
  void the_same_by_another_command_waits_and_then_is_the_firsts_duplicate() {
    RefundRequest first = partial("R-1", 40).request();
    Refund open = subject.opened(first);
    assertThat(subject.ask(partial("R-1", 40).request())).isEqualTo(new RefundStep.Waits(open));

    subject.answer(first, DONE);

    assertAnswered(partial("R-1", 40).request(), new Verdict.Duplicate(subject.last()));
  }

  @Test
  void a_full_refund_clicked_twice_is_one() {
    RefundRequest first = subject.refunded(full(), new RefundResult.Accepted("7"));

    assertAnswered(full().request(), new Verdict.Duplicate(subject.last()));
    assertThat(subject.last().commandId()).isEqualTo(first.commandId());
  }

  @Test
  void the_same_waits_until_the_firsts_command_is_decided_although_its_refund_is() {
    RefundRequest first = full().request();
    Refund opened = subject.opened(first);
    subject.hear(opened, Claim.Status.SUCCEEDED);
    Refund settled = opened.become(Refund.Status.SUCCEEDED, "7");
    assertThat(subject.ask(full().request())).isEqualTo(new RefundStep.Waits(settled));

    subject.ask(first);

    assertAnswered(full().request(), new Verdict.Duplicate(subject.last()));
  }

  @Test
  void the_same_after_a_refusal_is_a_new_refund() {
    RefundRequest first = subject.refunded(full(), REFUSED);

    Refund second = subject.opened(full().request());

    assertThat(second.id()).isNotEqualTo(first.refund());
    assertThat(second.refundId()).isEmpty();
  }

  @Test
  void other_contents_under_the_same_name_are_rejected() {
    RefundRequest first = partial("R-1", 40, CUP).request();
    subject.opened(first);
    subject.assertRejected(partial("R-1", 41, CUP).request(), Reason.REFUND_DIFFERS);
    subject.answer(first, DONE);

    subject.assertRejected(partial("R-1", 39, CUP).request(), Reason.REFUND_DIFFERS);
    subject.assertRejected(partial("R-1", 40).request(), Reason.REFUND_DIFFERS);
    subject.assertRejected(partial("R-1", 40, TEAS).request(), Reason.REFUND_DIFFERS);
    subject.assertRejected(full().named("R-1").request(), Reason.REFUND_DIFFERS);
    subject.assertRejected(partial("R-1", 40, CUP).of(FIRST).request(), Reason.REFUND_DIFFERS);
  }

  @Test
  void a_repeated_rejection_is_kept_by_itself_until_there_are_many() {
    subject.assertRejected(partial("R-1", 101).request(), Reason.EXCEEDS_PAYMENT);
    KeptDecision first = subject.last();
    for (int kept = 1; kept < Decision.REJECTIONS_KEPT; kept++) {
      subject.assertRejected(partial("R-1", 101).request(), Reason.EXCEEDS_PAYMENT);
    }

    assertAnswered(partial("R-1", 101).request(), new Verdict.Duplicate(first));
    subject.assertRejected(partial("R-2", 101).request(), Reason.EXCEEDS_PAYMENT);
    subject.refunded(partial("R-1", 100), DONE);
    subject.assertRejected(partial("R-2", 101).request(), Reason.ALREADY_REFUNDED);
  }

  @Test
  void a_command_that_was_rejected_as_another_was_does_not_pay_back_when_it_comes_again() {
    subject.order = PaidOrder.unpaid();
    RefundRequest second = full().request();
    subject.assertRejected(full().request(), Reason.ORDER_NOT_PAID);
    subject.assertRejected(second, Reason.ORDER_NOT_PAID);
    KeptDecision rejection = subject.last();
    subject.pay(FIRST);

    assertAnswered(second, new Verdict.Redelivered(List.of(rejection)));
    subject.opened(full().request());
  }

  @Test
  void the_same_is_one_refund_also_if_another_payment_holds_the_order_since() {
    subject.order = PaidOrder.unpaid();
    subject.pay(SECOND);
    RefundRequest first = subject.refunded(partial("R-1", 40), DONE);
    KeptDecision decision = subject.last();
    subject.pay(FIRST);

    assertAnswered(partial("R-1", 40).request(), new Verdict.Duplicate(decision));
    assertThat(decision.commandId()).isEqualTo(first.commandId());
  }

  @Test
  void a_refund_of_one_payment_does_not_stand_in_the_way_of_anothers() {
    subject.pay(SECOND);
    subject.refunded(full().of(SECOND), DONE);

    Refund opened = subject.opened(full().request());

    assertThat(opened.paymentId()).isEqualTo(FIRST);
  }

  @Test
  void another_command_under_the_same_id_waits_for_the_decision_and_then_differs() {
    UUID id = UUID.randomUUID();
    RefundRequest first = partial("R-1", 40).by(id);
    Refund open = subject.opened(first);

    assertThat(subject.ask(partial("R-1", 41).by(id))).isEqualTo(new RefundStep.Waits(open));
    assertThat(subject.ask(partial("R-2", 40).by(id))).isEqualTo(new RefundStep.Waits(open));
    assertThat(subject.ask(full().of(SECOND).by(id))).isEqualTo(new RefundStep.Waits(open));
    subject.answer(first, DONE);

    subject.assertRejected(partial("R-1", 41).by(id), Reason.REFUND_DIFFERS);
    assertThat(subject.ask(first)).isInstanceOf(RefundStep.Answered.class);
    assertThat(subject.order.refunds()).hasSize(1);
  }

  @Test
  void a_rejection_under_the_same_id_is_not_taken_for_the_refunds_decision() {
    UUID id = UUID.randomUUID();
    subject.assertRejected(partial("R-1", 101).by(id), Reason.EXCEEDS_PAYMENT);
    RefundRequest request = partial("R-1", 40).by(id);
    Refund open = subject.opened(request);

    assertThat(subject.ask(request)).isEqualTo(new RefundStep.Resumed(open));
    assertThat(subject.ask(partial("R-1", 40).request())).isEqualTo(new RefundStep.Waits(open));
  }

  @Test
  void a_refund_never_takes_the_id_of_a_payment() {
    RefundRequest request = full().request();
    List<Attempt> attempts = new ArrayList<>(subject.order.attempts());
    attempts.add(
        new Attempt(
            request.refund(),
            PaymentMethod.VNPAY,
            PaidOrder.eur(100),
            PaidOrder.AT,
            PaidOrder.AT,
            Attempt.Status.PENDING,
            ""));
    Order order = subject.order;
    subject.order =
        new Order(
            order.id(),
            order.amount(),
            order.lines(),
            order.version(),
            false,
            attempts,
            order.decisions());

    subject.assertRejected(request, Reason.REFUND_DIFFERS);
  }

  @Test
  void what_commands_say_tells_every_part_apart() {
    assertThat(partial("R-1", 40, TEAS, CUP).of(FIRST).request().said())
        .isEqualTo("refund|R-1|40 EUR|first|cup:1,tea:3")
        .isEqualTo(partial("R-1", 40, CUP, TEAS).of(FIRST).oneAtATime().request().said());
    assertThat(full().request().said()).isEqualTo("refund||||");
  }

  @Test
  void a_request_that_makes_no_sense_is_a_programmers_error() {
    OrderLine tea = new OrderLine(new Sku("tea"), 1);
    assertThatIllegalArgumentException().isThrownBy(() -> partial("R-1", 1, tea, TEAS).request());
    PaidOrder.Asking nameless =
        new PaidOrder.Asking(
            Optional.empty(), Optional.of(new Money(1, "EUR")), Optional.empty(), List.of(), false);
    assertThatIllegalArgumentException().isThrownBy(nameless::request);
  }

  private void assertAnswered(RefundRequest request, Verdict verdict) {
    Order before = subject.order;
    assertThat(subject.ask(request)).isEqualTo(new RefundStep.Answered(verdict));
    assertThat(subject.order).isSameAs(before);
  }
}

package io.payonce.payments.refunds;

import static io.payonce.payments.refunds.PaidOrder.CUP;
import static io.payonce.payments.refunds.PaidOrder.FIRST;
import static io.payonce.payments.refunds.PaidOrder.SECOND;
import static io.payonce.payments.refunds.PaidOrder.TEAS;
import static io.payonce.payments.refunds.PaidOrder.full;
import static io.payonce.payments.refunds.PaidOrder.partial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Ruling;
import io.payonce.payments.StockMovement;
import io.payonce.payments.Verdict;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway's answer makes of a refund, cell by cell, and around it. */
class RefundAnswersTest {
  private final PaidOrder subject = new PaidOrder();
  private final RefundRequest request = partial("R-1", 40, CUP).request();

  @ParameterizedTest
  @CsvSource({
    "REQUESTED,  COMPLETED, SUCCEEDED,  APPLIED",
    "REQUESTED,  ACCEPTED,  PROCESSING, APPLIED",
    "REQUESTED,  REFUSED,   FAILED,     REJECTED",
    "REQUESTED,  UNCLEAR,   UNKNOWN,    ",
    "UNKNOWN,    COMPLETED, SUCCEEDED,  APPLIED",
    "UNKNOWN,    ACCEPTED,  PROCESSING, APPLIED",
    "UNKNOWN,    REFUSED,   FAILED,     REJECTED",
    "UNKNOWN,    UNCLEAR,   UNKNOWN,    ",
    "PROCESSING, COMPLETED, SUCCEEDED,  APPLIED",
    "PROCESSING, ACCEPTED,  PROCESSING, APPLIED",
    "PROCESSING, REFUSED,   PROCESSING, APPLIED",
    "PROCESSING, UNCLEAR,   PROCESSING, APPLIED",
    "SUCCEEDED,  COMPLETED, SUCCEEDED,  APPLIED",
    "SUCCEEDED,  ACCEPTED,  SUCCEEDED,  APPLIED",
    "SUCCEEDED,  REFUSED,   SUCCEEDED,  APPLIED",
    "SUCCEEDED,  UNCLEAR,   SUCCEEDED,  APPLIED",
    "FAILED,     COMPLETED, SUCCEEDED,  APPLIED",
    "FAILED,     ACCEPTED,  PROCESSING, APPLIED",
    "FAILED,     REFUSED,   FAILED,     REJECTED",
    "FAILED,     UNCLEAR,   FAILED,     REJECTED"
  })
  void each_state_and_answer_leads_where_the_table_says(
      Refund.Status before, String answer, Refund.Status after, Outcome outcome) {
    subject.order = subject.order.with(subject.opened(request).become(before, "6"));
    Order asked = subject.order;

    Verdict.Decided decided = (Verdict.Decided) subject.answer(request, result(answer));

    Refund stands = subject.order.refund(request.refund()).orElseThrow();
    boolean named = before != after && (answer.equals("COMPLETED") || answer.equals("ACCEPTED"));
    assertThat(stands.status()).isEqualTo(after);
    assertThat(stands.gatewayTransactionId()).isEqualTo(named ? "7" : "6");
    assertThat(decided.decisions())
        .extracting(KeptDecision::ruling)
        .isEqualTo(outcome == null ? List.of() : List.of(ruling(outcome)));
    assertThat(subject.order.version()).isEqualTo(asked.version() + decided.decisions().size());
    assertThat(decided.movements())
        .isEqualTo(
            after == Refund.Status.SUCCEEDED && before != after
                ? List.of(
                    new StockMovement(request.refund(), CUP.sku(), 1, StockMovement.Reason.RETURN))
                : List.of());
    assertThat(subject.order.underReview())
        .isEqualTo(before == Refund.Status.FAILED && after != Refund.Status.FAILED);
  }

  private static RefundResult result(String answer) {
    return switch (answer) {
      case "COMPLETED" -> new RefundResult.Completed("7");
      case "ACCEPTED" -> new RefundResult.Accepted("7");
      case "REFUSED" -> new RefundResult.Refused();
      default -> new RefundResult.Unclear();
    };
  }

  private static Ruling ruling(Outcome outcome) {
    return outcome == Outcome.APPLIED
        ? Ruling.APPLIED
        : new Ruling(outcome, Reason.REFUSED_BY_GATEWAY);
  }

  /** It was taken, it failed then, and the word of its taking came last. */
  @Test
  void a_failure_stands_that_names_the_number_under_which_the_refund_was_taken() {
    subject.order = subject.order.with(subject.opened(request).become(Refund.Status.FAILED, "7"));

    subject.answer(request, new RefundResult.Accepted("7"));

    assertThat(subject.order.refund(request.refund()).orElseThrow().status())
        .isEqualTo(Refund.Status.FAILED);
    assertThat(subject.order.underReview()).isFalse();
  }

  @Test
  void a_decision_is_kept_with_what_the_command_said_and_how_the_order_stands_then() {
    subject.refunded(full(), new RefundResult.Accepted("7"));

    assertThat(subject.last().ruling()).isEqualTo(Ruling.APPLIED);
    assertThat(subject.last().said()).isEqualTo("refund||||");
    assertThat(subject.last().after().status()).isEqualTo(OrderStatus.REFUNDED);
    assertThat(subject.last().after().refunded()).isEqualTo(PaidOrder.eur(100));
    assertThat(subject.last().after().version()).isEqualTo(subject.order.version());
  }

  @Test
  void an_answer_that_comes_again_changes_nothing() {
    subject.opened(request);
    subject.answer(request, new RefundResult.Completed("7"));
    Order after = subject.order;

    for (String answer : List.of("COMPLETED", "ACCEPTED", "REFUSED", "UNCLEAR")) {
      assertThat(subject.answer(request, result(answer)))
          .isEqualTo(new Verdict.Redelivered(List.of(subject.last())));
      assertThat(subject.order).isSameAs(after);
    }
  }

  @Test
  void a_full_refund_returns_all_goods_when_it_is_final() {
    RefundRequest whole = full().request();
    subject.opened(whole);

    Verdict.Decided decided =
        (Verdict.Decided) subject.answer(whole, new RefundResult.Completed("7"));

    assertThat(decided.movements())
        .containsExactly(
            new StockMovement(whole.refund(), CUP.sku(), 1, StockMovement.Reason.RETURN),
            new StockMovement(whole.refund(), TEAS.sku(), 3, StockMovement.Reason.RETURN));
  }

  @Test
  void nothing_returns_where_the_payment_was_displaced_meanwhile() {
    subject.order = PaidOrder.unpaid();
    subject.pay(SECOND);
    RefundRequest whole = full().request();
    assertThat(subject.opened(whole).paymentId()).isEqualTo(SECOND);
    subject.pay(FIRST);

    Verdict.Decided decided =
        (Verdict.Decided) subject.answer(whole, new RefundResult.Completed("7"));

    assertThat(decided.movements()).isEmpty();
    assertThat(subject.last().after().status()).isEqualTo(OrderStatus.PAID);
  }

  @Test
  void an_answer_for_a_refund_of_another_order_is_a_programmers_error() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RefundRules.answered(
                    subject.order, FIRST, UUID.randomUUID(), "", new RefundResult.Refused()));
  }
}

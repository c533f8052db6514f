package io.payonce.payments.refunds;

import static io.payonce.payments.refunds.PaidOrder.AT;
import static io.payonce.payments.refunds.PaidOrder.CUP;
import static io.payonce.payments.refunds.PaidOrder.FIRST;
import static io.payonce.payments.refunds.PaidOrder.SECOND;
import static io.payonce.payments.refunds.PaidOrder.TEAS;
import static io.payonce.payments.refunds.PaidOrder.eur;
import static io.payonce.payments.refunds.PaidOrder.full;
import static io.payonce.payments.refunds.PaidOrder.partial;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderLine;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Requests that are new: what opens a refund, what is rejected, and what has to wait. */
class RefundRequestsTest {
  private static final RefundResult DONE = new RefundResult.Completed("7");
  private static final RefundResult TAKEN = new RefundResult.Accepted("7");
  private static final OrderLine ONE_TEA = new OrderLine(new Sku("tea"), 1);
  private static final OrderLine TWO_TEAS = new OrderLine(new Sku("tea"), 2);

  private final PaidOrder subject = new PaidOrder();

  @Test
  void a_full_refund_opens_for_all_that_was_paid_and_all_goods() {
    RefundRequest request = full().request();
    Order before = subject.order;

    Refund opened = subject.opened(request);

    assertThat(opened)
        .isEqualTo(
            new Refund(
                TransactionId.mintedBy(request.commandId(), PaidOrder.AT),
                FIRST,
                "",
                eur(100),
                List.of(CUP, TEAS),
                PaidOrder.AT,
                Refund.Status.REQUESTED,
                ""));
    assertThat(subject.order).isEqualTo(before.with(opened));
    assertThat(subject.order.version()).isEqualTo(before.version());
    assertThat(subject.order.decisions()).isEqualTo(before.decisions());
  }

  @Test
  void a_partial_refund_opens_for_its_amount_and_the_goods_it_names() {
    Refund opened = subject.opened(partial("R-1", 40, ONE_TEA).request());

    assertThat(opened.refundId()).isEqualTo("R-1");
    assertThat(opened.amount()).isEqualTo(eur(40));
    assertThat(opened.lines()).containsExactly(ONE_TEA);
    assertThat(subject.opened(partial("R-2", 40).request()).lines()).isEmpty();
  }

  @Test
  void a_full_refund_takes_what_earlier_ones_left() {
    subject.refunded(partial("R-1", 40, TWO_TEAS), DONE);
    subject.opened(partial("R-2", 10, CUP).request());

    Refund rest = subject.opened(full().request());

    assertThat(rest.amount()).isEqualTo(eur(50));
    assertThat(rest.lines()).containsExactly(ONE_TEA);
  }

  @Test
  void an_amount_that_leaves_nothing_takes_all_goods_back() {
    subject.refunded(partial("R-1", 40, TWO_TEAS), TAKEN);

    assertThat(subject.opened(partial("R-2", 60).request()).lines()).containsExactly(CUP, ONE_TEA);
  }

  @Test
  void what_failed_is_free_again() {
    subject.refunded(partial("R-1", 100), new RefundResult.Refused());

    assertThat(subject.opened(partial("R-1", 100).request()).amount()).isEqualTo(eur(100));
  }

  @Test
  void a_surplus_payment_is_refunded_without_goods_where_it_is_named() {
    subject.pay(SECOND);

    Refund opened = subject.opened(full().named("surplus.second").of(SECOND).request());

    assertThat(opened.paymentId()).isEqualTo(SECOND);
    assertThat(opened.amount()).isEqualTo(eur(100));
    assertThat(opened.lines()).isEmpty();
    assertThat(subject.opened(full().request()).amount()).isEqualTo(eur(100));
  }

  @Test
  void an_order_nobody_described_is_refused_and_the_refusal_is_kept() {
    RefundRequest request = full().request();
    KeptDecision refusal =
        ((Verdict.Refused) answered(RefundRules.request(Optional.empty(), List.of(), request)))
            .decision();

    assertThat(refusal.ruling().reason()).isEqualTo(Reason.ORDER_UNKNOWN);
    assertThat(refusal.after()).isEqualTo(OrderStanding.UNKNOWN);
    assertThat(refusal.transactionId()).isEqualTo(request.refund());
    assertThat(answered(RefundRules.request(Optional.empty(), List.of(refusal), request)))
        .isEqualTo(new Verdict.Redelivered(List.of(refusal)));
    List<KeptDecision> often = Collections.nCopies(Decision.REJECTIONS_KEPT, refusal);
    assertThat(answered(RefundRules.request(Optional.empty(), often, full().request())))
        .isEqualTo(new Verdict.Duplicate(refusal));
    assertThat(answered(RefundRules.request(Optional.of(subject.order), List.of(refusal), request)))
        .isEqualTo(new Verdict.Redelivered(List.of(refusal)));
  }

  /** Its caller was told so; after the database went back, the payment may be applied first. */
  @Test
  void what_was_not_paid_when_it_was_asked_for_is_not_refunded_later() {
    for (long later : List.of(2_001L, 300_000L)) {
      subject.order = PaidOrder.unpaid();
      subject.pay(FIRST, timed(AT.plusMillis(later)));
      subject.assertRejected(full().request(), Reason.ORDER_NOT_PAID);
      subject.assertRejected(full().of(FIRST).request(), Reason.ORDER_NOT_PAID);
    }
    subject.pay(SECOND, timed(AT.minusSeconds(1)));
    subject.assertRejected(full().of(FIRST).request(), Reason.ORDER_NOT_PAID);
    subject.opened(full().request());
  }

  @Test
  void clocks_may_differ_a_little_and_what_nobody_asked_for_is_not_asked_when() {
    subject.order = PaidOrder.unpaid();
    subject.pay(FIRST, timed(AT.plusSeconds(2)));
    subject.opened(partial("a", 10).request());
    subject.order = PaidOrder.unpaid();
    subject.pay(FIRST, timed(AT.plusSeconds(300)));
    subject.opened(full().named("surplus.first").of(FIRST).request());
    subject.order = PaidOrder.unpaid();
    subject.pay(FIRST, timed(AT.plusSeconds(300)));
    subject.assertRejected(
        full().of(FIRST).by(UUID.nameUUIDFromBytes(new byte[] {1})), Reason.ORDER_NOT_PAID);
  }

  /** An id that says when it was minted. */
  private static UUID timed(Instant time) {
    return new UUID(time.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE);
  }

  @Test
  void what_nobody_paid_is_not_refunded() {
    subject.assertRejected(full().of(SECOND).request(), Reason.ORDER_NOT_PAID);
    subject.assertRejected(full().of(new TransactionId("stray")).request(), Reason.ORDER_NOT_PAID);
    subject.order = PaidOrder.unpaid();
    subject.assertRejected(full().request(), Reason.ORDER_NOT_PAID);
    subject.assertRejected(full().of(FIRST).request(), Reason.ORDER_NOT_PAID);
  }

  @Test
  void what_is_paid_back_is_not_refunded_again() {
    subject.refunded(partial("R-1", 100), TAKEN);

    subject.assertRejected(full().request(), Reason.ALREADY_REFUNDED);
    subject.assertRejected(partial("R-2", 1).request(), Reason.ALREADY_REFUNDED);
  }

  @Test
  void more_than_is_left_is_not_refunded() {
    subject.assertRejected(partial("R-1", 101).request(), Reason.EXCEEDS_PAYMENT);
    subject.refunded(partial("R-1", 40), DONE);
    subject.assertRejected(partial("R-2", 61).request(), Reason.EXCEEDS_PAYMENT);
    assertThat(subject.opened(partial("R-3", 60).request()).amount()).isEqualTo(eur(60));
  }

  @Test
  void nothing_and_another_currency_are_not_refunded() {
    subject.assertRejected(partial("R-1", 0).request(), Reason.WRONG_AMOUNT);
    subject.assertRejected(
        new PaidOrder.Asking(
                Optional.of("R-1"),
                Optional.of(new Money(1_000, "USD")),
                Optional.empty(),
                List.of(),
                false)
            .request(),
        Reason.WRONG_CURRENCY);
  }

  @Test
  void goods_that_the_order_has_not_do_not_go_back() {
    subject.assertRejected(
        partial("R-1", 1, new OrderLine(new Sku("pot"), 1)).request(), Reason.LINES_DIFFER);
    subject.assertRejected(
        partial("R-1", 1, new OrderLine(new Sku("tea"), 4)).request(), Reason.LINES_DIFFER);
    subject.refunded(partial("R-1", 1, TWO_TEAS), TAKEN);
    subject.assertRejected(partial("R-2", 1, TWO_TEAS).request(), Reason.LINES_DIFFER);
    subject.pay(SECOND);
    subject.assertRejected(partial("R-2", 1, ONE_TEA).of(SECOND).request(), Reason.LINES_DIFFER);
    subject.opened(partial("R-2", 1, ONE_TEA).request());
  }

  @Test
  void what_is_too_much_only_because_of_an_open_refund_waits_for_it() {
    Refund open = subject.opened(partial("R-1", 40, TWO_TEAS).request());

    assertWaits(partial("R-2", 61), open);
    assertWaits(partial("R-2", 1, TWO_TEAS), open);
    assertThat(subject.opened(partial("R-3", 60).request()).amount()).isEqualTo(eur(60));
    assertWaits(full(), open);
  }

  @Test
  void where_the_gateway_takes_one_at_a_time_the_next_waits() {
    RefundRequest first = partial("R-1", 10).request();
    Refund open = subject.opened(first);

    assertWaits(partial("R-2", 10).oneAtATime(), open);
    subject.answer(first, new RefundResult.Unclear());
    assertWaits(full().oneAtATime(), subject.order.refund(open.id()).orElseThrow());
    subject.answer(first, TAKEN);
    subject.opened(partial("R-2", 10).oneAtATime().request());
  }

  @Test
  void an_open_refund_of_another_payment_is_not_waited_for() {
    subject.pay(SECOND);
    subject.opened(full().of(SECOND).named("surplus").request());

    subject.opened(full().oneAtATime().request());
  }

  @Test
  void a_hopeless_request_does_not_wait() {
    subject.opened(partial("R-1", 40).request());

    subject.assertRejected(partial("R-2", 101).oneAtATime().request(), Reason.EXCEEDS_PAYMENT);
    subject.assertRejected(partial("R-2", 0).oneAtATime().request(), Reason.WRONG_AMOUNT);
  }

  private void assertWaits(PaidOrder.Asking asking, Refund open) {
    assertThat(subject.ask(asking.request())).isEqualTo(new RefundStep.Waits(open));
  }

  private static Verdict answered(RefundStep step) {
    assertThat(step).isInstanceOf(RefundStep.Answered.class);
    return ((RefundStep.Answered) step).verdict();
  }
}

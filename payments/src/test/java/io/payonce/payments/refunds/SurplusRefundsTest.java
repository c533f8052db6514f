package io.payonce.payments.refunds;

import static io.payonce.payments.refunds.PaidOrder.FIRST;
import static io.payonce.payments.refunds.PaidOrder.SECOND;
import static io.payonce.payments.refunds.PaidOrder.full;
import static io.payonce.payments.refunds.PaidOrder.partial;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Attempt;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SurplusRefundsTest {
  private final PaidOrder subject = new PaidOrder();

  @Test
  void a_later_payment_is_owed_back_by_a_command_that_derives_from_it() {
    subject.pay(SECOND);

    assertThat(SurplusRefunds.of(subject.order, List.of(subject.last())))
        .containsExactly(
            new SurplusRefunds.Owed(
                UUID.fromString("3d839ad5-191c-3ef4-8c01-008f8ff340b0"),
                PaidOrder.AT.plusSeconds(60),
                PaidOrder.ID,
                SECOND,
                "surplus.second"));
  }

  @Test
  void a_displaced_payment_is_owed_back_by_the_very_same_command() {
    subject.pay(SECOND);
    List<SurplusRefunds.Owed> whenLater = SurplusRefunds.of(subject.order, decisions());
    subject.order = PaidOrder.unpaid();
    subject.pay(SECOND);
    subject.pay(FIRST);

    assertThat(SurplusRefunds.of(subject.order, decisions())).isEqualTo(whenLater).hasSize(1);
  }

  @Test
  void nothing_is_owed_for_other_decisions() {
    assertThat(SurplusRefunds.of(subject.order, decisions())).isEmpty();
  }

  @Test
  void what_is_paid_back_is_owed_no_more_but_a_part_leaves_the_rest() {
    subject.pay(SECOND);
    List<KeptDecision> surplus = List.of(subject.last());
    subject.refunded(partial("R-1", 40).of(SECOND), new RefundResult.Completed("7"));
    assertThat(SurplusRefunds.of(subject.order, surplus)).hasSize(1);
    subject.refunded(full().of(SECOND), new RefundResult.Accepted("7"));

    assertThat(SurplusRefunds.of(subject.order, surplus)).isEmpty();
  }

  @Test
  void the_command_is_taken_as_a_refund_of_the_surplus_payment_once() {
    subject.pay(SECOND);
    SurplusRefunds.Owed owed = SurplusRefunds.of(subject.order, decisions()).getFirst();
    RefundRequest request = full().named(owed.refundId()).of(owed.paymentId()).by(owed.commandId());

    assertThat(subject.opened(request).amount()).isEqualTo(PaidOrder.eur(100));
    assertThat(subject.ask(request)).isInstanceOf(RefundStep.Resumed.class);
  }

  @Test
  void a_long_id_still_gives_a_name_that_is_allowed() {
    TransactionId longest = new TransactionId("x".repeat(57));
    Order order =
        new Order(
            PaidOrder.ID,
            PaidOrder.eur(100),
            List.of(),
            1,
            false,
            List.of(
                new Attempt(
                    longest,
                    PaymentMethod.VNPAY,
                    PaidOrder.eur(100),
                    PaidOrder.AT,
                    PaidOrder.AT,
                    Attempt.Status.SURPLUS,
                    "7")),
            List.of());
    KeptDecision decision =
        new KeptDecision(
            UUID.randomUUID(),
            PaidOrder.ID,
            longest,
            new Ruling(Outcome.SURPLUS, Reason.HELD_BY_EARLIER),
            "",
            OrderStanding.UNKNOWN);

    SurplusRefunds.Owed owed = SurplusRefunds.of(order, List.of(decision)).getFirst();

    assertThat(owed.refundId()).isEqualTo("surplus." + owed.commandId());
    RefundRequest request =
        new RefundRequest(
            owed.commandId(),
            owed.acceptedAt(),
            owed.orderId(),
            Optional.of(owed.refundId()),
            Optional.empty(),
            Optional.of(owed.paymentId()),
            List.of(),
            true);
    assertThat(RefundRules.request(Optional.of(order), List.of(), request))
        .isInstanceOf(RefundStep.Opened.class);
  }

  private List<KeptDecision> decisions() {
    return subject.order.decisions();
  }
}

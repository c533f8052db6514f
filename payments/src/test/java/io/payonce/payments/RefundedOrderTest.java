package io.payonce.payments;

import static io.payonce.payments.OrderUnderTest.CUP;
import static io.payonce.payments.OrderUnderTest.FIRST;
import static io.payonce.payments.OrderUnderTest.PRICE;
import static io.payonce.payments.OrderUnderTest.SECOND;
import static io.payonce.payments.OrderUnderTest.TEA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an order with refunds stands. */
class RefundedOrderTest {
  private static final Instant AT = Instant.parse("2026-01-03T10:00:00Z");

  private final OrderUnderTest subject = new OrderUnderTest();

  @Test
  void an_order_without_refunds_is_made_without_them_and_stands_as_ever() {
    Order order = subject.order;
    Order same =
        new Order(
            order.id(),
            order.amount(),
            order.lines(),
            order.version(),
            order.underReview(),
            order.attempts(),
            order.decisions());
    assertThat(same).isEqualTo(order).hasSameHashCodeAs(order);
    assertThat(same.refunds()).isEmpty();
    assertThat(paid().standing().refunded()).isEqualTo(Money.zero("VND"));
  }

  @Test
  void orders_differ_where_a_refund_differs() {
    Order one = paid().with(refund("R", FIRST, Refund.Status.REQUESTED, 1));
    assertThat(one).isNotEqualTo(paid());
    assertThat(one).isNotEqualTo(paid().with(refund("R", FIRST, Refund.Status.UNKNOWN, 1)));
    assertThat(one.version()).isEqualTo(paid().version());
  }

  @Test
  void a_refund_is_added_once_and_then_replaced_in_its_place() {
    Refund first = refund("R", FIRST, Refund.Status.REQUESTED, 1);
    Refund other = refund("S", FIRST, Refund.Status.REQUESTED, 2);
    Refund done = first.become(Refund.Status.SUCCEEDED, "7");

    Order order = paid().with(first).with(other).with(done);

    assertThat(order.refunds()).containsExactly(done, other);
    assertThat(order.refund(other.id())).contains(other);
    assertThat(order.refund(FIRST)).isEmpty();
    assertThat(order.refundsOf(SECOND)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "REQUESTED, 150000, PAID, 0",
    "UNKNOWN, 150000, PAID, 0",
    "FAILED, 150000, PAID, 0",
    "PROCESSING, 150000, REFUNDED, 150000",
    "SUCCEEDED, 150000, REFUNDED, 150000",
    "PROCESSING, 149999, PARTIALLY_REFUNDED, 149999",
    "SUCCEEDED, 1, PARTIALLY_REFUNDED, 1"
  })
  void an_order_stands_by_what_is_paid_back(
      Refund.Status status, long amount, OrderStatus expected, long refunded) {
    Order order = paid().with(refund("R", FIRST, status, amount));

    assertThat(order.status()).isEqualTo(expected);
    assertThat(order.standing())
        .isEqualTo(new OrderStanding(expected, order.version(), PRICE, new Money(refunded, "VND")));
  }

  @Test
  void amounts_add_up_and_those_of_another_payment_do_not_count() {
    Order order =
        paid()
            .with(refund("R", FIRST, Refund.Status.SUCCEEDED, 100_000))
            .with(refund("S", FIRST, Refund.Status.PROCESSING, 50_000))
            .with(refund("T", SECOND, Refund.Status.SUCCEEDED, 7));

    assertThat(order.status()).isEqualTo(OrderStatus.REFUNDED);
    assertThat(order.refunded(FIRST)).isEqualTo(PRICE);
    assertThat(order.refunded(SECOND)).isEqualTo(new Money(7, "VND"));
  }

  @Test
  void an_order_that_nothing_holds_is_pending_whatever_was_paid_back() {
    Order order = subject.order.with(refund("T", SECOND, Refund.Status.SUCCEEDED, 7));

    assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
    assertThat(order.standing().refunded()).isEqualTo(Money.zero("VND"));
  }

  @Test
  void goods_go_back_once_even_if_more_refunds_than_were_allowed_came_about() {
    Refund second = refund("S", FIRST, Refund.Status.FAILED, 5, new OrderLine(TEA, 2));
    Order order =
        paid()
            .with(refund("R", FIRST, Refund.Status.SUCCEEDED, 5, new OrderLine(TEA, 2)))
            .with(second);

    assertThat(order.returnsOf(second))
        .containsExactly(new StockMovement(second.id(), TEA, 1, StockMovement.Reason.RETURN));
    Order after = order.with(second.become(Refund.Status.SUCCEEDED, "7"));
    assertThat(after.returned(FIRST, new OrderLine(TEA, 3))).isEqualTo(3);
    assertThat(after.returnsOf(refund("T", FIRST, Refund.Status.UNKNOWN, 1, new OrderLine(TEA, 1))))
        .isEmpty();
  }

  @Test
  void goods_are_returned_by_final_refunds_of_the_payment_only() {
    Order order =
        paid()
            .with(refund("R", FIRST, Refund.Status.PROCESSING, 1, new OrderLine(TEA, 1)))
            .with(refund("S", FIRST, Refund.Status.UNKNOWN, 1, new OrderLine(TEA, 1)))
            .with(refund("T", SECOND, Refund.Status.SUCCEEDED, 1, new OrderLine(TEA, 1)));

    assertThat(order.returned(FIRST, new OrderLine(TEA, 3))).isZero();
    assertThat(order.returned(SECOND, new OrderLine(TEA, 3))).isOne();
    assertThat(order.returned(SECOND, new OrderLine(CUP, 3))).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void a_refund_is_open_or_counts_or_failed(Refund.Status status) {
    Refund refund = refund("R", FIRST, status, 1);
    int kinds =
        (refund.isOpen() ? 1 : 0)
            + (refund.isRefunded() ? 1 : 0)
            + (status == Refund.Status.FAILED ? 1 : 0);
    assertThat(kinds).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a:b", "x|y"})
  void a_refund_is_named_like_all_else(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> refund(name, FIRST, Refund.Status.REQUESTED, 1))
        .withMessage("refundId must be 1 to 64 of A-Z a-z 0-9 . _ -");
    assertThat(
            new Refund(FIRST, SECOND, "", PRICE, List.of(), AT, Refund.Status.REQUESTED, "")
                .refundId())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 150_000})
  void an_order_that_was_paid_back_is_not_paid_again(long amount) {
    Order order = paid().with(refund("R", FIRST, Refund.Status.SUCCEEDED, amount));
    CreateRules.Request again =
        new CreateRules.Request(
            UUID.randomUUID(),
            order.id(),
            new TransactionId("third"),
            PaymentMethod.VNPAY,
            true,
            AT,
            AT.plusSeconds(900),
            Optional.empty(),
            CreateRules.Reading.FIRST);

    Verdict verdict = CreateRules.decide(Optional.of(order), order.decisions(), again);

    assertThat(((Verdict.Decided) verdict).decisions())
        .extracting(KeptDecision::ruling)
        .containsExactly(Ruling.rejected(Reason.ORDER_ALREADY_PAID));
  }

  private Order paid() {
    subject.deliver(subject.callback(FIRST, Claim.Status.SUCCEEDED, "1"));
    return subject.order;
  }

  private static Refund refund(
      String name, TransactionId payment, Refund.Status status, long amount, OrderLine... lines) {
    return new Refund(
        new TransactionId("refund-" + name.hashCode()),
        payment,
        name,
        new Money(amount, "VND"),
        List.of(lines),
        AT,
        status,
        "");
  }
}

package io.payonce.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.payonce.payments.CreateRules.Details;
import io.payonce.payments.CreateRules.Reading;
import io.payonce.payments.CreateRules.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreateRulesTest {
  private static final OrderId ORDER = new OrderId("ORD-1");
  private static final Instant TEN = Instant.parse("2026-01-02T10:00:00Z");
  private static final Duration OPEN_FOR = Duration.ofMinutes(15);
  private static final OrderLine TEA = new OrderLine(new Sku("tea"), 3);
  private static final OrderLine CUP = new OrderLine(new Sku("cup"), 1);
  private static final Details DETAILS = new Details(new Money(150_000, "VND"), List.of(TEA, CUP));

  @Test
  void the_first_create_with_details_opens_the_order_and_an_attempt() {
    Request request = request(PaymentMethod.VNPAY, TEN, Optional.of(DETAILS));

    Verdict.Decided decided = decided(CreateRules.decide(Optional.empty(), List.of(), request));

    Order after = decided.after();
    assertThat(after.amount()).isEqualTo(DETAILS.amount());
    assertThat(after.lines()).containsExactly(CUP, TEA);
    assertThat(after.version()).isEqualTo(1);
    assertThat(after.status()).isEqualTo(OrderStatus.PENDING);
    assertThat(after.attempts())
        .containsExactly(
            new Attempt(
                request.transactionId(),
                PaymentMethod.VNPAY,
                DETAILS.amount(),
                TEN,
                TEN.plus(OPEN_FOR),
                Attempt.Status.PENDING,
                ""));
    assertRuled(decided, Ruling.APPLIED);
    assertThat(decided.movements()).isEmpty();
  }

  @Test
  void an_unknown_order_without_details_is_refused_and_the_refusal_is_kept() {
    Request request = request(PaymentMethod.VNPAY, TEN, Optional.empty());

    Verdict verdict = CreateRules.decide(Optional.empty(), List.of(), request);

    KeptDecision refusal = ((Verdict.Refused) verdict).decision();
    assertThat(refusal.ruling()).isEqualTo(Ruling.rejected(Reason.ORDER_UNKNOWN));
    assertThat(refusal.after()).isEqualTo(OrderStanding.UNKNOWN);
    assertThat(CreateRules.decide(Optional.empty(), List.of(refusal), request))
        .isEqualTo(new Verdict.Redelivered(List.of(refusal)));
  }

  @Test
  void a_refused_command_stays_refused_after_another_described_the_order() {
    Request refused = request(PaymentMethod.VNPAY, TEN, Optional.empty());
    KeptDecision refusal =
        ((Verdict.Refused) CreateRules.decide(Optional.empty(), List.of(), refused)).decision();
    Order order = opened();

    assertThat(CreateRules.decide(Optional.of(order), List.of(refusal), refused))
        .isEqualTo(new Verdict.Redelivered(List.of(refusal)));
  }

  @Test
  void the_same_command_gets_its_outcome_again() {
    Request request = request(PaymentMethod.VNPAY, TEN, Optional.of(DETAILS));
    Verdict.Decided first = decided(CreateRules.decide(Optional.empty(), List.of(), request));

    assertThat(decide(first.after(), request))
        .isEqualTo(new Verdict.Redelivered(first.decisions()));
  }

  @Test
  void the_same_again_while_the_attempt_is_open_is_its_duplicate() {
    Order order = opened();
    Instant lastMoment = TEN.plus(OPEN_FOR).minusNanos(1);

    Verdict verdict = decide(order, request(PaymentMethod.VNPAY, lastMoment, Optional.of(DETAILS)));

    assertThat(verdict).isEqualTo(new Verdict.Duplicate(order.decisions().getFirst()));
  }

  @Test
  void a_known_order_needs_no_details() {
    Order order = opened();

    assertThat(decide(order, request(PaymentMethod.VNPAY, TEN, Optional.empty())))
        .isEqualTo(new Verdict.Duplicate(order.decisions().getFirst()));
  }

  @Test
  void the_order_of_the_items_does_not_matter() {
    Details turned = new Details(DETAILS.amount(), List.of(CUP, TEA));

    assertThat(turned).isEqualTo(DETAILS);
    assertThat(turned.fingerprint()).isEqualTo(DETAILS.fingerprint());
  }

  @Test
  void an_expired_attempt_makes_room_for_a_new_one_and_stays() {
    Order order = opened();
    Request again = request(PaymentMethod.VNPAY, TEN.plus(OPEN_FOR), Optional.of(DETAILS));

    Verdict.Decided decided = decided(decide(order, again));

    assertRuled(decided, Ruling.APPLIED);
    assertThat(decided.after().attempts())
        .extracting(Attempt::id)
        .containsExactly(order.attempts().getFirst().id(), again.transactionId());
    assertThat(decided.after().version()).isEqualTo(2);
  }

  @Test
  void a_failed_attempt_makes_room_for_a_new_one() {
    Order order = called(opened(), Claim.Status.FAILED);

    Verdict.Decided decided =
        decided(decide(order, request(PaymentMethod.VNPAY, TEN, Optional.of(DETAILS))));

    assertRuled(decided, Ruling.APPLIED);
    assertThat(decided.after().attempts()).hasSize(2);
  }

  @Test
  void another_payment_method_opens_an_attempt_beside_the_open_one() {
    Verdict.Decided decided =
        decided(decide(opened(), request(PaymentMethod.MOMO, TEN, Optional.of(DETAILS))));

    assertThat(decided.after().attempts())
        .extracting(Attempt::method)
        .containsExactly(PaymentMethod.VNPAY, PaymentMethod.MOMO);
  }

  @Test
  void other_contents_are_rejected_and_change_nothing() {
    Order order = opened();
    List<Details> others =
        List.of(
            new Details(new Money(150_001, "VND"), DETAILS.lines()),
            new Details(new Money(150_000, "USD"), DETAILS.lines()),
            new Details(DETAILS.amount(), List.of(TEA)),
            new Details(DETAILS.amount(), List.of(CUP, new OrderLine(TEA.sku(), 4))));
    for (Details other : others) {
      Verdict.Decided decided =
          decided(decide(order, request(PaymentMethod.VNPAY, TEN, Optional.of(other))));

      assertRuled(decided, Ruling.rejected(Reason.ORDER_DIFFERS));
      assertThat(decided.after().attempts()).isEqualTo(order.attempts());
      assertThat(decided.after().amount()).isEqualTo(order.amount());
    }
  }

  @Test
  void a_paid_order_is_not_paid_again() {
    Order paid = called(opened(), Claim.Status.SUCCEEDED);

    for (Optional<Details> details : List.of(Optional.of(DETAILS), Optional.<Details>empty())) {
      Verdict.Decided decided = decided(decide(paid, request(PaymentMethod.MOMO, TEN, details)));
      assertRuled(decided, Ruling.rejected(Reason.ORDER_ALREADY_PAID));
      assertThat(decided.after().attempts()).isEqualTo(paid.attempts());
    }
  }

  @Test
  void a_create_that_was_accepted_before_the_payment_still_opens_its_attempt() {
    Order before = called(opened(), Claim.Status.FAILED, timed(TEN.plus(OPEN_FOR)));
    Instant accepted = TEN.plus(OPEN_FOR).plusSeconds(60);
    Request request = request(PaymentMethod.VNPAY, accepted, Optional.of(DETAILS));

    for (Instant paidAt : List.of(accepted.plusMillis(1), accepted.plusSeconds(60))) {
      Order paid = called(before, Claim.Status.SUCCEEDED, timed(paidAt));
      Verdict.Decided decided = decided(decide(paid, request));
      assertRuled(decided, Ruling.APPLIED);
      assertThat(decided.after().attempt(request.transactionId())).isPresent();
      assertThat(decided.after().holder()).isEqualTo(paid.holder());
    }
    Order paid = called(before, Claim.Status.SUCCEEDED, timed(accepted));
    assertRuled(decided(decide(paid, request)), Ruling.rejected(Reason.ORDER_ALREADY_PAID));
  }

  /** The one that looks open may have failed before, which is read later this time. */
  @Test
  void after_a_restore_a_create_has_its_own_attempt_which_can_be_paid() {
    Order order = opened();
    Request request = repeat(TEN.plusSeconds(60), Reading.AFTER_A_RESTORE);

    Verdict.Decided decided = decided(decide(order, request));

    assertRuled(decided, Ruling.APPLIED);
    Claim paid = new Claim(Claim.Status.SUCCEEDED, order.amount(), "8");
    Verdict.Decided payment =
        decided(
            CallbackRules.decide(
                decided.after(),
                new CallbackRules.Callback(
                    UUID.randomUUID(), request.transactionId(), PaymentMethod.VNPAY, paid)));
    assertThat(payment.after().holder().map(Attempt::id)).contains(request.transactionId());
  }

  @Test
  void a_repeat_of_an_attempt_that_was_paid_meanwhile_is_told_of_no_other() {
    Order paid = called(opened(), Claim.Status.SUCCEEDED, timed(TEN.plusSeconds(300)));

    for (Reading reading : Reading.values()) {
      assertThat(decide(paid, repeat(TEN.plusSeconds(60), reading)))
          .isEqualTo(new Verdict.Duplicate(paid.decisions().getFirst()));
    }
  }

  @Test
  void a_replay_changes_nothing_where_the_attempt_failed_only_later() {
    Order failed = called(opened(), Claim.Status.FAILED, timed(TEN.plusSeconds(300)));

    assertThat(decide(failed, repeat(TEN.plusSeconds(60), Reading.IN_A_REPLAY)))
        .isEqualTo(new Verdict.Duplicate(failed.decisions().getFirst()));
    for (Reading reading : List.of(Reading.FIRST, Reading.AFTER_A_RESTORE)) {
      assertRuled(decided(decide(failed, repeat(TEN.plusSeconds(60), reading))), Ruling.APPLIED);
    }
    assertRuled(
        decided(decide(failed, repeat(TEN.plusSeconds(301), Reading.IN_A_REPLAY))), Ruling.APPLIED);
  }

  @Test
  void a_method_that_is_not_offered_opens_no_order() {
    Request request = request(PaymentMethod.ADYEN, false, TEN, Optional.of(DETAILS));

    Verdict verdict = CreateRules.decide(Optional.empty(), List.of(), request);

    KeptDecision refusal = ((Verdict.Refused) verdict).decision();
    assertThat(refusal.ruling()).isEqualTo(Ruling.rejected(Reason.METHOD_NOT_OFFERED));
    assertThat(refusal.after()).isEqualTo(OrderStanding.UNKNOWN);
  }

  @Test
  void a_method_that_is_not_offered_opens_no_attempt_of_a_known_order() {
    Order order = opened();

    Verdict.Decided decided =
        decided(decide(order, request(PaymentMethod.ADYEN, false, TEN, Optional.of(DETAILS))));

    assertRuled(decided, Ruling.rejected(Reason.METHOD_NOT_OFFERED));
    assertThat(decided.after().attempts()).isEqualTo(order.attempts());
  }

  @Test
  void details_need_a_positive_amount_and_each_sku_once() {
    Money nothing = Money.zero("VND");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Details(nothing, List.of(TEA)))
        .withMessage("amount must be positive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Details(DETAILS.amount(), List.of()))
        .withMessage("items must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Details(DETAILS.amount(), List.of(TEA, TEA)))
        .withMessage("items must name each sku once");
  }

  private static Order opened() {
    Request request = request(PaymentMethod.VNPAY, TEN, Optional.of(DETAILS));
    return decided(CreateRules.decide(Optional.empty(), List.of(), request)).after();
  }

  /** An id that says when it was minted. */
  private static UUID timed(Instant time) {
    return new UUID(time.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE);
  }

  private static Order called(Order order, Claim.Status status) {
    return called(order, status, UUID.randomUUID());
  }

  private static Order called(Order order, Claim.Status status, UUID commandId) {
    TransactionId id = order.attempts().getFirst().id();
    Claim claim = new Claim(status, order.amount(), "7");
    return decided(
            CallbackRules.decide(
                order, new CallbackRules.Callback(commandId, id, PaymentMethod.VNPAY, claim)))
        .after();
  }

  private static Request request(
      PaymentMethod method, Instant acceptedAt, Optional<Details> details) {
    return request(method, true, acceptedAt, details);
  }

  private static Request repeat(Instant acceptedAt, Reading reading) {
    return request(PaymentMethod.VNPAY, true, acceptedAt, Optional.of(DETAILS), reading);
  }

  private static Request request(
      PaymentMethod method, boolean offered, Instant acceptedAt, Optional<Details> details) {
    return request(method, offered, acceptedAt, details, Reading.FIRST);
  }

  private static Request request(
      PaymentMethod method,
      boolean offered,
      Instant acceptedAt,
      Optional<Details> details,
      Reading reading) {
    UUID commandId = UUID.randomUUID();
    return new Request(
        commandId,
        ORDER,
        TransactionId.mintedBy(commandId, acceptedAt),
        method,
        offered,
        acceptedAt,
        acceptedAt.plus(OPEN_FOR),
        details,
        reading);
  }

  private static Verdict decide(Order order, Request request) {
    return CreateRules.decide(Optional.of(order), order.decisions(), request);
  }

  private static Verdict.Decided decided(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Decided.class);
    return (Verdict.Decided) verdict;
  }

  private static void assertRuled(Verdict.Decided decided, Ruling ruling) {
    assertThat(decided.decisions()).extracting(KeptDecision::ruling).containsExactly(ruling);
  }
}

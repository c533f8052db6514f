package io.payonce.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A producer gives one id to two commands: the second one must not be answered with the first one's
 * outcome.
 */
class ReusedCommandIdTest {
  private static final UUID ID = new UUID(1, 1);
  private static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");
  private static final Money PRICE = new Money(1_000, "VND");
  private static final CreateRules.Details DETAILS =
      new CreateRules.Details(PRICE, List.of(new OrderLine(new Sku("A"), 1)));
  private static final TransactionId FIRST = new TransactionId("T-1");
  private static final TransactionId SECOND = new TransactionId("T-2");

  @Test
  void a_success_under_the_id_of_a_failure_is_applied() {
    Order failed = decided(order(), callback(FIRST, Claim.Status.FAILED)).after();
    assertThat(decided(failed, callback(FIRST, Claim.Status.SUCCEEDED)).after().status())
        .isEqualTo(OrderStatus.PAID);
  }

  @Test
  void a_callback_under_the_id_of_its_create_is_applied() {
    Order created =
        ((Verdict.Decided) CreateRules.decide(Optional.empty(), List.of(), create(FIRST, DETAILS)))
            .after();
    assertThat(decided(created, callback(FIRST, Claim.Status.SUCCEEDED)).after().status())
        .isEqualTo(OrderStatus.PAID);
  }

  @Test
  void a_callback_under_the_id_of_another_attempts_callback_is_decided_by_itself() {
    Order paid = decided(order(), callback(FIRST, Claim.Status.SUCCEEDED)).after();
    Verdict.Decided second = decided(paid, callback(SECOND, Claim.Status.SUCCEEDED));
    assertThat(second.decisions()).hasSize(1);
    assertThat(second.decisions().getFirst().transactionId()).isEqualTo(SECOND);
  }

  @Test
  void the_very_same_command_gets_its_outcome_again() {
    CallbackRules.Callback callback = callback(FIRST, Claim.Status.SUCCEEDED);
    Verdict.Decided first = decided(order(), callback);
    assertThat(CallbackRules.decide(first.after(), callback))
        .isEqualTo(new Verdict.Redelivered(first.decisions()));
  }

  @Test
  void a_create_that_is_rejected_again_is_a_duplicate_of_the_first_rejection() {
    Order paid = decided(order(), callback(FIRST, Claim.Status.SUCCEEDED)).after();
    Verdict.Decided first =
        (Verdict.Decided)
            CreateRules.decide(Optional.of(paid), paid.decisions(), create(SECOND, DETAILS));
    CreateRules.Request again =
        request(new UUID(2, 2), new TransactionId("T-3"), Optional.of(DETAILS));
    assertThat(CreateRules.decide(Optional.of(first.after()), first.after().decisions(), again))
        .isEqualTo(new Verdict.Duplicate(first.decisions().getFirst()));
  }

  private static Verdict.Decided decided(Order order, CallbackRules.Callback callback) {
    return (Verdict.Decided) CallbackRules.decide(order, callback);
  }

  private static CallbackRules.Callback callback(TransactionId id, Claim.Status status) {
    return new CallbackRules.Callback(ID, id, PaymentMethod.VNPAY, new Claim(status, PRICE, "7"));
  }

  private static CreateRules.Request create(TransactionId id, CreateRules.Details details) {
    return request(ID, id, Optional.of(details));
  }

  private static CreateRules.Request request(
      UUID commandId, TransactionId id, Optional<CreateRules.Details> details) {
    return new CreateRules.Request(
        commandId,
        new OrderId("O-1"),
        id,
        PaymentMethod.VNPAY,
        true,
        AT,
        AT.plusSeconds(900),
        details,
        CreateRules.Reading.FIRST);
  }

  private static Order order() {
    return new Order(
        new OrderId("O-1"),
        PRICE,
        DETAILS.lines(),
        1,
        false,
        List.of(attempt(FIRST, AT), attempt(SECOND, AT.plusSeconds(1))),
        List.of());
  }

  private static Attempt attempt(TransactionId id, Instant at) {
    return new Attempt(
        id, PaymentMethod.VNPAY, PRICE, at, at.plusSeconds(900), Attempt.Status.PENDING, "");
  }
}

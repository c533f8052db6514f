package io.payonce.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An order of two attempts, and all that callbacks did to it. The first attempt is the earlier. */
final class OrderUnderTest {
  static final Money PRICE = new Money(150_000, "VND");
  static final TransactionId FIRST = new TransactionId("first");
  static final TransactionId SECOND = new TransactionId("second");
  static final Sku TEA = new Sku("tea");
  static final Sku CUP = new Sku("cup");

  private static final Instant TEN = Instant.parse("2026-01-02T10:00:00Z");

  final List<StockMovement> movements = new ArrayList<>();
  Order order =
      new Order(
              new OrderId("ORD-1"),
              PRICE,
              List.of(new OrderLine(TEA, 3), new OrderLine(CUP, 1)),
              0,
              false,
              List.of(),
              List.of())
          .opening(attempt(FIRST, PaymentMethod.VNPAY, TEN))
          .opening(attempt(SECOND, PaymentMethod.MOMO, TEN.plusSeconds(60)));

  static Attempt attempt(TransactionId id, PaymentMethod method, Instant createdAt) {
    return new Attempt(
        id, method, PRICE, createdAt, createdAt.plusSeconds(900), Attempt.Status.PENDING, "");
  }

  /** A new command that makes a claim of the right amount, by the attempt's own gateway. */
  CallbackRules.Callback callback(
      TransactionId transactionId, Claim.Status status, String gatewayNumber) {
    return callback(transactionId, new Claim(status, PRICE, gatewayNumber));
  }

  CallbackRules.Callback callback(TransactionId transactionId, Claim claim) {
    PaymentMethod method = order.attempt(transactionId).orElseThrow().method();
    return new CallbackRules.Callback(UUID.randomUUID(), transactionId, method, claim);
  }

  Verdict deliver(CallbackRules.Callback callback) {
    Verdict verdict = CallbackRules.decide(order, callback);
    if (verdict instanceof Verdict.Decided decided) {
      order = decided.after();
      movements.addAll(decided.movements());
    }
    return verdict;
  }

  /** Delivers a new command with such a claim and returns what was decided, which must be new. */
  Verdict.Decided decide(TransactionId transactionId, Claim.Status status, String gatewayNumber) {
    return decided(callback(transactionId, status, gatewayNumber));
  }

  Verdict.Decided decided(CallbackRules.Callback callback) {
    Verdict verdict = deliver(callback);
    assertThat(verdict).isInstanceOf(Verdict.Decided.class);
    return (Verdict.Decided) verdict;
  }

  Attempt.Status statusOf(TransactionId transactionId) {
    return order.attempt(transactionId).orElseThrow().status();
  }
}

package io.payonce.payments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A random order with two to four attempts, and random claims about them. */
final class RandomOrder {
  private static final Money PRICE = new Money(500, "EUR");
  private static final Instant START = Instant.parse("2026-01-02T10:00:00Z");
  private static final List<PaymentMethod> METHODS =
      List.of(PaymentMethod.VNPAY, PaymentMethod.STRIPE);

  private static final List<Claim.Status> STATUSES = List.of(Claim.Status.values());

  private final Random random;
  private final Order order;

  RandomOrder(Random random) {
    this.random = random;
    Order empty = new Order(new OrderId("ORD-1"), PRICE, lines(), 0, false, List.of(), List.of());
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      empty = empty.opening(attempt());
    }
    this.order = empty;
  }

  Order order() {
    return order;
  }

  /** Commands of one to four claims an attempt, some repeated by others, some delivered again. */
  List<CallbackRules.Callback> deliveries() {
    List<CallbackRules.Callback> deliveries = new ArrayList<>();
    for (Attempt attempt : order.attempts()) {
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        CallbackRules.Callback callback = callback(attempt);
        deliveries.add(callback);
        if (random.nextInt(3) == 0) {
          deliveries.add(callback);
        }
        if (random.nextInt(3) == 0) {
          deliveries.add(repeatedBy(callback));
        }
      }
    }
    return deliveries;
  }

  /** Which attempt must hold the order, whatever comes first: computed from the claims alone. */
  Optional<TransactionId> earliestPaid(List<CallbackRules.Callback> deliveries) {
    return order.attempts().stream()
        .filter(attempt -> deliveries.stream().anyMatch(callback -> pays(callback, attempt)))
        .min(Comparator.comparing(Attempt::createdAt).thenComparing(Attempt::id))
        .map(Attempt::id);
  }

  private static boolean pays(CallbackRules.Callback callback, Attempt attempt) {
    return callback.transactionId().equals(attempt.id())
        && callback.method() == attempt.method()
        && callback.claim().status() == Claim.Status.SUCCEEDED
        && callback.claim().amount().equals(PRICE);
  }

  private List<OrderLine> lines() {
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      lines.add(new OrderLine(new Sku("sku-" + i), 1 + random.nextInt(9)));
    }
    return lines;
  }

  private Attempt attempt() {
    return new Attempt(
        new TransactionId(uuid().toString()),
        METHODS.get(random.nextInt(METHODS.size())),
        PRICE,
        START.plusSeconds(random.nextInt(3)),
        START.plusSeconds(900),
        Attempt.Status.PENDING,
        "");
  }

  private CallbackRules.Callback callback(Attempt attempt) {
    Claim.Status status = STATUSES.get(random.nextInt(STATUSES.size()));
    String number = String.valueOf(random.nextInt(3));
    return switch (random.nextInt(12)) {
      case 0 -> by(attempt.method(), attempt, new Claim(status, new Money(499, "EUR"), number));
      case 1 -> by(attempt.method(), attempt, new Claim(status, new Money(500, "USD"), number));
      case 2 -> by(PaymentMethod.ADYEN, attempt, new Claim(status, PRICE, number));
      default -> by(attempt.method(), attempt, new Claim(status, PRICE, number));
    };
  }

  private CallbackRules.Callback by(PaymentMethod method, Attempt attempt, Claim claim) {
    return new CallbackRules.Callback(uuid(), attempt.id(), method, claim);
  }

  private CallbackRules.Callback repeatedBy(CallbackRules.Callback callback) {
    return new CallbackRules.Callback(
        uuid(), callback.transactionId(), callback.method(), callback.claim());
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}

package io.payonce.payments.refunds;

import io.payonce.payments.Attempt;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A random order with two or three attempts, and random requests to pay it back. */
final class RandomRefunds {
  static final long PRICE = 100;

  private static final OrderId ID = new OrderId("ORD-1");
  private static final Instant START = Instant.parse("2026-01-02T10:00:00Z");

  private final Random random;
  private final boolean oneOpenAtATime;
  private final Order order;

  RandomRefunds(Random random) {
    this.random = random;
    this.oneOpenAtATime = random.nextBoolean();
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      attempts.add(attempt(i));
    }
    this.order = new Order(ID, new Money(PRICE, "EUR"), lines(3, 9), 0, false, attempts, List.of());
  }

  Order order() {
    return order;
  }

  boolean oneOpenAtATime() {
    return oneOpenAtATime;
  }

  /** Requests of few names and amounts, so that they meet; some are repeated by other commands. */
  List<RefundRequest> requests() {
    List<RefundRequest> requests = new ArrayList<>();
    for (int i = 2 + random.nextInt(6); i > 0; i--) {
      RefundRequest request = request();
      requests.add(request);
      if (random.nextInt(2) == 0) {
        requests.add(repeatedBy(request));
      }
    }
    return requests;
  }

  private RefundRequest request() {
    boolean named = random.nextInt(4) > 0;
    return new RefundRequest(
        uuid(),
        START.plusSeconds(random.nextInt(1_000)),
        ID,
        named ? Optional.of("R-" + random.nextInt(4)) : Optional.empty(),
        named && random.nextInt(5) > 0
            ? Optional.of(new Money(random.nextInt(7) * 20L, currency()))
            : Optional.empty(),
        random.nextInt(4) == 0 ? Optional.of(payment()) : Optional.empty(),
        random.nextBoolean() ? List.of() : lines(2, 4),
        oneOpenAtATime);
  }

  private RefundRequest repeatedBy(RefundRequest request) {
    return new RefundRequest(
        uuid(),
        request.acceptedAt().plusSeconds(1),
        ID,
        request.refundId(),
        request.amount(),
        request.payment(),
        request.lines(),
        oneOpenAtATime);
  }

  private String currency() {
    return random.nextInt(20) == 0 ? "USD" : "EUR";
  }

  private TransactionId payment() {
    return order.attempts().get(random.nextInt(order.attempts().size())).id();
  }

  private List<OrderLine> lines(int most, int quantity) {
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      lines.add(new OrderLine(new Sku("sku-" + i), 1 + random.nextInt(quantity)));
    }
    return lines;
  }

  private Attempt attempt(int number) {
    Instant at = START.plusSeconds(random.nextInt(3));
    return new Attempt(
        new TransactionId("T-" + number),
        PaymentMethod.VNPAY,
        new Money(PRICE, "EUR"),
        at,
        at.plusSeconds(900),
        Attempt.Status.PENDING,
        "");
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}

package io.payonce.store;

import static io.payonce.payments.PaymentMethod.VNPAY;
import static io.payonce.store.Shop.PRICE;
import static io.payonce.store.Shop.TEN;
import static io.payonce.store.Shop.line;

import io.payonce.payments.CallbackRules;
import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import io.payonce.payments.refunds.RefundRequest;
import io.payonce.payments.refunds.RefundResult;
import io.payonce.payments.refunds.RefundRules;
import io.payonce.payments.refunds.RefundStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * A shop's day, by the real rules: a few orders of a known story, and any number by chance, with
 * all that callers and gateways do to them.
 */
public final class ShopDay {
  private static final int ORDERS = 30;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<RefundResult> ANSWERS =
      List.of(
          new RefundResult.Completed("g-1"),
          new RefundResult.Accepted("g-2"),
          new RefundResult.Refused(),
          new RefundResult.Unclear());

  private final PaymentStore store;
  private final Shop shop;

  public ShopDay(PaymentStore store) {
    this.store = store;
    this.shop = new Shop(store);
  }

  /** Orders of known stories. Of tea and cups there are enough. */
  public void knownStories() {
    shop.open(Shop.request("UNTOLD", VNPAY, TEN));
    shop.open("PENDING", line("tea", 2));
    pay(shop.open("PAID", line("tea", 2), line("cup", 1)));
    claim(shop.open("WRONG", line("tea", 1)), Claim.Status.SUCCEEDED, new Money(1, "VND"), "n-1");
    List<TransactionId> twice = twoAttempts("TWICE");
    pay(twice.getFirst());
    pay(twice.getLast());
    List<TransactionId> turned = twoAttempts("TURNED");
    pay(turned.getLast());
    pay(turned.getFirst());
    pay(shop.open("PART", line("tea", 3)));
    refund("PART", "a", line("tea", 1), new RefundResult.Completed("g-a"));
    refund("PART", "b", line("tea", 1), new RefundResult.Completed("g-b"));
    pay(shop.open("OPEN", line("tea", 3)));
    refund("OPEN", "a", line("tea", 1), new RefundResult.Unclear());
    refund("OPEN", "b", line("tea", 1), new RefundResult.Unclear());
  }

  /** Two attempts to pay one order; the first one was created an hour before the second. */
  private List<TransactionId> twoAttempts(String order) {
    return shop.open(
        Shop.request(order, VNPAY, TEN, line("tea", 1)),
        Shop.request(order, VNPAY, TEN.plus(HOUR), line("tea", 1)));
  }

  private void pay(TransactionId attempt) {
    claim(attempt, Claim.Status.SUCCEEDED, PRICE, "n-1");
  }

  private void claim(TransactionId id, Claim.Status status, Money amount, String number) {
    shop.settle(
        new CallbackRules.Callback(
            UUID.randomUUID(), id, VNPAY, new Claim(status, amount, number)));
  }

  private void refund(String order, String name, OrderLine goods, RefundResult answer) {
    RefundRequest request =
        request(order, Optional.of(name), Optional.of(10_000L), List.of(goods), false);
    if (open(request) instanceof RefundStep.Opened) {
      answer(request, answer);
    }
  }

  /** So many things that happen to thirty orders. */
  public void byChance(long seed, int steps) {
    Random random = new Random(seed);
    for (int step = 0; step < steps; step++) {
      String order = "DAY-" + random.nextInt(ORDERS);
      Optional<Order> known = find(order);
      int dice = random.nextInt(10);
      if (known.isEmpty() || dice < 2) {
        create(random, order);
      } else if (dice < 6) {
        callback(random, known.get());
      } else if (dice < 8 || known.get().refunds().isEmpty()) {
        refund(random, order);
      } else {
        refundCallback(random, known.get());
      }
    }
  }

  private void create(Random random, String order) {
    Instant at = TEN.plus(HOUR.multipliedBy(random.nextInt(4)));
    int kind = Integer.parseInt(order.substring("DAY-".length())) % 3;
    OrderLine[] lines = {line("rare-" + kind, 1 + kind), line("common", 2)};
    switch (random.nextInt(6)) {
      case 0 -> shop.open(Shop.request(order, VNPAY, at));
      case 1 -> shop.open(Shop.request(order, VNPAY, at, line("other", 1)));
      default -> {
        CreateRules.Request request = Shop.request(order, VNPAY, at, lines);
        shop.open(request);
        shop.open(request);
      }
    }
  }

  private void callback(Random random, Order order) {
    TransactionId attempt = pick(random, order.attempts()).id();
    Claim.Status status = pick(random, List.of(Claim.Status.values()));
    Money amount = random.nextInt(12) == 0 ? new Money(1, "VND") : PRICE;
    claim(attempt, status, amount, random.nextInt(12) == 0 ? "n-2" : "n-1");
  }

  private void refundCallback(Random random, Order order) {
    var refund = pick(random, order.refunds());
    Claim.Status status = pick(random, List.of(Claim.Status.values()));
    claim(refund.id(), status, refund.amount(), "g-1");
  }

  private void refund(Random random, String order) {
    boolean whole = random.nextInt(3) == 0;
    List<OrderLine> goods = random.nextBoolean() ? List.of(line("common", 1)) : List.of();
    RefundRequest request =
        request(
            order,
            whole ? Optional.empty() : Optional.of("r-" + random.nextInt(4)),
            whole ? Optional.empty() : Optional.of(1L + random.nextInt(90_000)),
            whole ? List.of() : goods,
            random.nextBoolean());
    if (open(request) instanceof RefundStep.Opened) {
      answer(request, pick(random, ANSWERS));
      answer(request, pick(random, ANSWERS));
    }
  }

  private static <T> T pick(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private Optional<Order> find(String order) {
    OrderId id = new OrderId(order);
    return store.inTransaction(batch -> batch.loadOrders(List.of(id)).order(id));
  }

  private static RefundRequest request(
      String order,
      Optional<String> name,
      Optional<Long> amount,
      List<OrderLine> goods,
      boolean oneOpenAtATime) {
    return new RefundRequest(
        UUID.randomUUID(),
        TEN.plus(HOUR),
        new OrderId(order),
        name,
        amount.map(units -> new Money(units, PRICE.currency())),
        Optional.empty(),
        goods,
        oneOpenAtATime);
  }

  private RefundStep open(RefundRequest request) {
    return store.inTransaction(
        batch -> {
          WorkingSet set = batch.loadForRefunds(List.of(request.orderId()));
          RefundStep step =
              RefundRules.request(
                  set.order(request.orderId()), set.decisionsOn(request.orderId()), request);
          switch (step) {
            case RefundStep.Opened opened -> set.apply(opened.after());
            case RefundStep.Answered(Verdict.Refused refused) -> set.apply(refused);
            case RefundStep.Answered(Verdict.Decided decided) -> set.apply(decided);
            case RefundStep.Answered _, RefundStep.Waits _, RefundStep.Resumed _ -> {}
          }
          batch.store(set);
          return step;
        });
  }

  private void answer(RefundRequest request, RefundResult result) {
    store.inTransaction(
        batch -> {
          WorkingSet set = batch.loadForRefunds(List.of(request.orderId()));
          Verdict verdict =
              RefundRules.answered(
                  set.order(request.orderId()).orElseThrow(),
                  request.refund(),
                  request.commandId(),
                  request.said(),
                  result);
          if (verdict instanceof Verdict.Decided decided) {
            keep(set, request, decided);
          }
          batch.store(set);
          return true;
        });
  }

  /** As the processor does: a refund that is taken has an answer. */
  private static void keep(WorkingSet set, RefundRequest request, Verdict.Decided decided) {
    boolean taken =
        decided.decisions().stream().anyMatch(kept -> kept.ruling().equals(Ruling.APPLIED));
    if (taken) {
      set.applyRefund(decided, request.refund(), "refund " + request.refund());
    } else {
      set.apply(decided);
    }
  }

  /** What a day must have seen for its books to say something; each counts rows. */
  public static List<String> sights() {
    List<String> sights = new ArrayList<>();
    for (String outcome : List.of("STALE", "SURPLUS", "REJECTED")) {
      sights.add("transaction_events WHERE outcome = '%s'".formatted(outcome));
    }
    sights.add("transaction_events WHERE reason = 'displaced-by-earlier'");
    sights.add("transaction_events WHERE reason = 'refused-by-gateway'");
    sights.add("transaction_events WHERE order_version = 0");
    for (String reason : List.of("SALE", "RELEASE", "RETURN")) {
      sights.add("inventory_movements WHERE reason = '%s'".formatted(reason));
    }
    for (String status : List.of("UNKNOWN", "PROCESSING", "SUCCEEDED", "FAILED")) {
      sights.add("transactions WHERE kind = 'REFUND' AND status = '%s'".formatted(status));
    }
    for (String status : List.of("PENDING", "PAID", "PARTIALLY_REFUNDED", "REFUNDED")) {
      sights.add("orders WHERE status = '%s'".formatted(status));
    }
    sights.add("orders WHERE oversold");
    sights.add("orders WHERE under_review");
    return sights;
  }
}

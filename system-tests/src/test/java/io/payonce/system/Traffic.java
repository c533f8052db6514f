package io.payonce.system;

import com.fasterxml.uuid.Generators;
import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CreateCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A day's work from a seed: orders with one or two attempts to pay each, callbacks for them in
 * random order with every fifth one repeated, and what must come of it all, worked out without the
 * code under test.
 */
final class Traffic {
  private static final int SKUS = 20;
  private static final int STOCK = 1_000_000;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofHours(1);

  private final Random random;
  private final Instant start = Instant.now().minus(Duration.ofDays(1));
  private final List<CreateCommand> creates = new ArrayList<>();
  private final List<CallbackCommand> callbacks = new ArrayList<>();
  private final Map<String, String> holders = new TreeMap<>();
  private final List<String> surplus = new ArrayList<>();
  private final Map<String, Integer> sold = new HashMap<>();
  private boolean mayDiffer;

  private Traffic(long seed) {
    this.random = new Random(seed);
  }

  /** Traffic with about {@code callbackCount} callbacks, repeated ones included. */
  static Traffic of(long seed, int callbackCount) {
    Traffic traffic = new Traffic(seed);
    int target = callbackCount * 5 / 6;
    for (int number = 0; traffic.callbacks.size() < target; number++) {
      traffic.addOrder("ORD-" + number);
    }
    int distinct = traffic.callbacks.size();
    for (int i = 0; i < distinct / 5; i++) {
      traffic.callbacks.add(traffic.again(traffic.callbacks.get(traffic.random.nextInt(distinct))));
    }
    Collections.shuffle(traffic.callbacks, traffic.random);
    Collections.sort(traffic.surplus);
    return traffic;
  }

  /**
   * Traffic of orders that are each paid once, and the callbacks that say so.
   *
   * @param gateway takes the payment in its books, and returns its number
   */
  static Traffic paid(long seed, int orders, ToBook gateway) {
    Traffic traffic = new Traffic(seed);
    traffic.addPaid("ORD-", orders, gateway);
    return traffic;
  }

  /** Adds orders that are each paid once; returns the creates of the attempts that pay them. */
  List<CreateCommand> addPaid(String prefix, int orders, ToBook gateway) {
    List<CreateCommand> paid = new ArrayList<>();
    for (int number = 0; number < orders; number++) {
      CreateRules.Details details = details(random);
      CreateCommand create = create(new OrderId(prefix + number), start, details);
      hold(create.orderId(), opened(create), details);
      pay(create, gateway);
      paid.add(create);
    }
    return paid;
  }

  /**
   * The same for orders that are opened already.
   *
   * @param opened the creates that opened the attempts which are paid
   */
  static Traffic paid(List<CreateCommand> opened, ToBook gateway) {
    Traffic traffic = new Traffic(0);
    for (CreateCommand create : opened) {
      CreateRules.Details details = create.details().orElseThrow();
      traffic.creates.add(create);
      traffic.hold(create.orderId(), opened(create), details);
      traffic.pay(create, gateway);
    }
    return traffic;
  }

  private void pay(CreateCommand create, ToBook gateway) {
    Money amount = create.details().orElseThrow().amount();
    String number = gateway.pay(opened(create), amount, create.acceptedAt());
    add(opened(create), Claim.Status.SUCCEEDED, amount, number);
  }

  /**
   * Traffic of orders that are each paid twice, by an earlier attempt and by a later one, which is
   * surplus. The callbacks of the earlier ones come first.
   */
  static Traffic paidTwice(long seed, int orders, ToBook gateway) {
    Traffic traffic = new Traffic(seed);
    List<CreateCommand> earlier = traffic.addPaid("ORD-", orders, gateway);
    for (CreateCommand first : earlier) {
      CreateCommand second =
          traffic.create(
              first.orderId(),
              first.acceptedAt().plus(BETWEEN_ATTEMPTS),
              first.details().orElseThrow());
      traffic.pay(second, gateway);
      traffic.surplus.add(opened(second).value());
    }
    Collections.sort(traffic.surplus);
    return traffic;
  }

  /** Where a payment is booked. */
  @FunctionalInterface
  interface ToBook {
    String pay(TransactionId payment, Money amount, Instant createdAt);
  }

  /** Lets outcomes of one command differ: the database went back, and the later one counts. */
  Traffic allowingDifferentOutcomes() {
    mayDiffer = true;
    return this;
  }

  boolean mayDiffer() {
    return mayDiffer;
  }

  List<CreateCommand> creates() {
    return creates;
  }

  List<CallbackCommand> callbacks() {
    return callbacks;
  }

  /** {@code order transaction}, sorted: who must hold what in the end. */
  List<String> holders() {
    return holders.entrySet().stream()
        .map(holder -> holder.getKey() + " " + holder.getValue())
        .toList();
  }

  /** The transactions that were paid and must not hold their order, sorted. */
  List<String> surplus() {
    return surplus;
  }

  /** Puts the stock on the shelves, before any worker has made the tables' rows itself. */
  static void stockUp(Database database) {
    for (int sku = 0; sku < SKUS; sku++) {
      database.execute("INSERT INTO inventory (sku, on_hand) VALUES (?, ?)", sku(sku), STOCK);
    }
  }

  /** {@code sku on_hand}, sorted. */
  List<String> stockAtEnd() {
    List<String> rows = new ArrayList<>();
    for (int sku = 0; sku < SKUS; sku++) {
      rows.add(sku(sku) + " " + (STOCK - sold.getOrDefault(sku(sku), 0)));
    }
    rows.sort(Comparator.naturalOrder());
    return rows;
  }

  private static String sku(int number) {
    return "SKU-%02d".formatted(number);
  }

  private void addOrder(String name) {
    OrderId orderId = new OrderId(name);
    CreateRules.Details details = details(random);
    int attempts = random.nextInt(4) == 0 ? 2 : 1;
    Optional<TransactionId> holder = Optional.empty();
    for (int attempt = 0; attempt < attempts; attempt++) {
      Instant at = start.plus(BETWEEN_ATTEMPTS.multipliedBy(attempt));
      TransactionId transactionId = opened(create(orderId, at, details));
      if (addCallbacks(transactionId, details.amount())) {
        if (holder.isEmpty()) {
          holder = Optional.of(transactionId);
        } else {
          surplus.add(transactionId.value());
        }
      }
    }
    holder.ifPresent(transactionId -> hold(orderId, transactionId, details));
  }

  private CreateCommand create(OrderId orderId, Instant at, CreateRules.Details details) {
    CreateCommand create =
        new CreateCommand(id(), at, orderId, PaymentMethod.VNPAY, Optional.of(details), page());
    creates.add(create);
    return create;
  }

  /** The transaction that a create opens. */
  static TransactionId opened(CreateCommand create) {
    return TransactionId.mintedBy(create.commandId(), create.acceptedAt());
  }

  private void hold(OrderId orderId, TransactionId holder, CreateRules.Details details) {
    holders.put(orderId.value(), holder.value());
    details.lines().forEach(line -> sold.merge(line.sku().value(), line.quantity(), Integer::sum));
  }

  /** What somebody buys. */
  static CreateRules.Details details(Random random) {
    List<OrderLine> lines = new ArrayList<>();
    int first = random.nextInt(SKUS);
    for (int line = 0; line <= random.nextInt(3); line++) {
      lines.add(new OrderLine(new Sku(sku((first + line) % SKUS)), 1 + random.nextInt(3)));
    }
    return new CreateRules.Details(new Money(1_000L + random.nextInt(1_000_000), "VND"), lines);
  }

  /** Adds what the gateway says of one attempt; returns whether that makes it paid. */
  private boolean addCallbacks(TransactionId transactionId, Money amount) {
    String number = String.valueOf(10_000_000 + callbacks.size());
    return switch (random.nextInt(10)) {
      case 0 -> {
        add(transactionId, Claim.Status.FAILED, amount, "0");
        yield false;
      }
      case 1 -> {
        add(transactionId, Claim.Status.FAILED, amount, "0");
        add(transactionId, Claim.Status.SUCCEEDED, amount, number);
        yield true;
      }
      case 2 -> {
        Money wrong = new Money(amount.minorUnits() + 1, amount.currency());
        add(transactionId, Claim.Status.SUCCEEDED, wrong, number);
        yield false;
      }
      case 3 -> {
        add(transactionId, Claim.Status.PENDING, amount, number);
        add(transactionId, Claim.Status.SUCCEEDED, amount, number);
        yield true;
      }
      default -> {
        add(transactionId, Claim.Status.SUCCEEDED, amount, number);
        yield true;
      }
    };
  }

  private void add(TransactionId transactionId, Claim.Status status, Money amount, String number) {
    callbacks.add(callback(transactionId, new Claim(status, amount, number)));
  }

  private CallbackCommand again(CallbackCommand callback) {
    return callback(callback.transactionId(), callback.claim());
  }

  private CallbackCommand callback(TransactionId transactionId, Claim claim) {
    return new CallbackCommand(
        id(),
        Instant.now(),
        PaymentMethod.VNPAY,
        transactionId,
        claim,
        new CallbackCommand.Evidence(
            CallbackCommand.Source.IPN, Map.of("vnp_ResponseCode", "00"), ""));
  }

  private static CreateCommand.Presentation page() {
    return CreateCommand.Presentation.NONE;
  }

  private static UUID id() {
    return Generators.timeBasedEpochGenerator().generate();
  }
}

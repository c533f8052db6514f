package io.payonce.cli.demo;

import io.payonce.cli.stack.OrderDraft;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Everything that will happen, decided beforehand: a function of the seed, the number of orders,
 * and the names they shall have.
 *
 * @param unknownPayments how many callbacks come for transactions that nobody has created
 */
record DemoPlan(RunLabel label, List<DemoOrder> orders, int unknownPayments) {
  /** So much of everything lies in the shop in the morning. */
  static final long START_STOCK = 100_000;

  private static final int SKUS = 8;
  private static final int ONE_IN = 10;
  private static final int MOST_LINES = 3;
  private static final int MOST_PIECES = 3;
  private static final long PRICE_STEP = 25_000;
  private static final String CURRENCY = "VND";

  DemoPlan {
    orders = List.copyOf(orders);
  }

  static DemoPlan of(int orders, long seed) {
    return of(orders, seed, RunLabel.NONE);
  }

  static DemoPlan of(int orders, long seed, RunLabel label) {
    Random random = new Random(seed);
    List<Scenario> scenarios = scenarios(orders, random);
    List<DemoOrder> planned =
        IntStream.range(0, orders)
            .mapToObj(index -> new DemoOrder(draft(index + 1, random, label), scenarios.get(index)))
            .toList();
    return new DemoPlan(label, planned, share(orders));
  }

  List<Sku> skus() {
    return skus(label);
  }

  private static List<Sku> skus(RunLabel label) {
    return IntStream.rangeClosed(1, SKUS)
        .mapToObj(number -> new Sku(label.sku("BOOK-" + number)))
        .toList();
  }

  /** How many pieces of each sku are sold when every order is paid once. */
  Map<Sku, Long> sold() {
    Map<Sku, Long> sold = new TreeMap<>();
    skus().forEach(sku -> sold.put(sku, 0L));
    for (DemoOrder order : orders) {
      order
          .draft()
          .lines()
          .forEach(line -> sold.merge(line.sku(), (long) line.quantity(), Long::sum));
    }
    return sold;
  }

  /** A tenth of the orders for each thing that can go wrong, one at least; the rest is plain. */
  private static List<Scenario> scenarios(int orders, Random random) {
    List<Scenario> scenarios = new ArrayList<>();
    for (Scenario scenario : Scenario.values()) {
      if (scenario != Scenario.PLAIN) {
        scenarios.addAll(Collections.nCopies(share(orders), scenario));
      }
    }
    while (scenarios.size() < orders) {
      scenarios.add(Scenario.PLAIN);
    }
    List<Scenario> shuffled = new ArrayList<>(scenarios.subList(0, orders));
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static int share(int orders) {
    return Math.max(1, orders / ONE_IN);
  }

  private static OrderDraft draft(int number, Random random, RunLabel label) {
    List<Sku> skus = skus(label);
    List<Sku> shuffled = new ArrayList<>(skus);
    Collections.shuffle(shuffled, random);
    List<OrderLine> lines =
        shuffled.subList(0, 1 + random.nextInt(MOST_LINES)).stream()
            .map(sku -> new OrderLine(sku, 1 + random.nextInt(MOST_PIECES)))
            .toList();
    long amount = lines.stream().mapToLong(line -> price(line, skus)).sum();
    return new OrderDraft(
        new OrderId(label.order(String.format(Locale.ROOT, "%05d", number))),
        new Money(amount, CURRENCY),
        lines);
  }

  private static long price(OrderLine line, List<Sku> skus) {
    return line.quantity() * PRICE_STEP * (1 + skus.indexOf(line.sku()));
  }

  /**
   * Begins the names of all that one run of the demo makes, so that it can be told from what others
   * have made.
   *
   * @param text empty where nobody else makes anything
   */
  record RunLabel(String text) {
    static final RunLabel NONE = new RunLabel("");

    private static final String DEMO = "demo-";
    private static final int RADIX = 36;

    static RunLabel at(Instant start) {
      return new RunLabel(Long.toString(start.toEpochMilli(), RADIX) + "-");
    }

    String order(String name) {
      return DEMO + text + name;
    }

    String sku(String name) {
      return text + name;
    }

    /** How the orders begin that must be of this run: all of them, where nobody else makes any. */
    String ownOrders() {
      return text.isEmpty() ? "" : DEMO + text;
    }

    /** How the skus begin that only this run sells. */
    String ownSkus() {
      return text;
    }
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderLine;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CreateCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Orders that are each created by eight careless people at once, some of whom want another amount.
 * Who is first is for chance to say; from the answers alone it is known what was opened.
 */
final class CreateStorm {
  private static final int PEOPLE = 8;
  private static final int TIMES = 200;
  private static final long MORE = 1_000;
  private static final Pattern TRANSACTION = Pattern.compile("\"transactionId\":\"([^\"]+)\"");

  private final Installation installation;
  private final List<Ingress> ingresses;
  private final Random random;
  private final List<Told> told = new ArrayList<>();

  CreateStorm(Installation installation, List<Ingress> ingresses, long seed) {
    this.installation = installation;
    this.ingresses = ingresses;
    this.random = new Random(seed);
  }

  /**
   * Has that many orders created, so many at a time.
   *
   * @return the creates that opened their attempts, in the orders' order
   */
  List<CreateCommand> open(int orders, int atATime) {
    for (int first = 0; first < orders; first += atATime) {
      List<Callable<Told>> people = new ArrayList<>();
      for (int order = first; order < Math.min(orders, first + atATime); order++) {
        people.addAll(peopleOf("ORD-" + order));
      }
      told.addAll(CarelessClient.atOnce(people));
    }
    Map<String, CreateCommand> minted = new HashMap<>();
    for (CreateCommand create :
        PublishedCommands.read(installation, CommandKind.CREATE, CreateCommand.class)) {
      minted.put(Traffic.opened(create).value(), create);
    }
    return told.stream()
        .filter(Told::hasIt)
        .map(CreateStorm::transaction)
        .distinct()
        .map(minted::get)
        .toList();
  }

  private List<Callable<Told>> peopleOf(String order) {
    CreateRules.Details details = Traffic.details(random);
    List<Callable<Told>> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      long amount = details.amount().minorUnits() + (random.nextInt(4) == 0 ? MORE : 0);
      String body = body(order, new Money(amount, "VND"), details.lines());
      CarelessClient client = new CarelessClient(ingresses, random.nextLong());
      people.add(() -> Told.of(order, body, client.ask(Ingress.CREATE, body, TIMES).orElseThrow()));
    }
    return people;
  }

  /** What everybody was told, to be held against what was done. */
  OpenedOnce guarantee() {
    return new OpenedOnce(
        List.copyOf(told),
        PublishedCommands.read(installation, CommandKind.CREATE, CreateCommand.class));
  }

  /** The transaction that an answer names. */
  static String transaction(Told told) {
    Matcher id = TRANSACTION.matcher(told.body());
    assertThat(id.find()).as(told.toString()).isTrue();
    return id.group(1);
  }

  private static String body(String order, Money amount, List<OrderLine> lines) {
    return "{\"orderId\":\"%s\",\"paymentMethod\":\"VNPAY\",\"amount\":%d,\"currency\":\"%s\",\"items\":[%s]}"
        .formatted(order, amount.minorUnits(), amount.currency(), items(lines));
  }

  /** Goods, as they are written in requests. */
  static String items(List<OrderLine> lines) {
    return lines.stream()
        .map(line -> "{\"sku\":\"%s\",\"quantity\":%d}".formatted(line.sku(), line.quantity()))
        .collect(Collectors.joining(","));
  }
}

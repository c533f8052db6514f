package io.payonce.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Money;
import io.payonce.refunds.RefundProcessor;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RefundCommand;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** The refund processors that run, those who ask for refunds, and what befalls both. */
final class RefundStorm implements AutoCloseable {
  private static final int BY_CHANCE = 10;

  /** How many orders a round takes. */
  static final int ORDERS_A_ROUND =
      StandstillInCalls.ORDERS + StandstillAfterDecisions.ORDERS + BY_CHANCE;

  private static final int FAULTS_PERCENT = 20;
  private static final int TIMES = 3;
  private static final List<FaultKind> FAULTS =
      List.of(
          FaultKind.RESET,
          FaultKind.LATE,
          FaultKind.SILENCE,
          FaultKind.LATENCY,
          FaultKind.SERVER_ERROR,
          FaultKind.WRONG_SIGNATURE,
          FaultKind.GARBAGE);

  private final Installation installation;
  private final PlayedVnpay vnpay;
  private final Run run;
  private final List<Ingress> ingresses;
  private final Random random;
  private final List<ProcessorProcess> started = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();

  RefundStorm(
      Installation installation, PlayedVnpay vnpay, Run run, List<Ingress> ingresses, long seed) {
    this.installation = installation;
    this.vnpay = vnpay;
    this.run = run;
    this.ingresses = ingresses;
    this.random = new Random(seed);
  }

  void start() {
    started.add(ProcessorProcess.startRefunds(installation, vnpay.merchantApi()));
  }

  /** Of these, somebody pays a tenth back by hand first. Nobody waits for what comes of them. */
  private void ambiguous(List<RefundedOrder> orders) {
    orders.forEach(order -> vnpay.refundByHand(order, new Money(order.amount() / 10, "VND")));
    run.publish(shuffled(orders));
  }

  /**
   * A round: three times orders are sent and a processor is killed.
   *
   * @param ambiguous orders whose refunds stay open, for the last time
   */
  void pass(List<RefundedOrder> orders, List<RefundedOrder> ambiguous) {
    int second = StandstillInCalls.ORDERS;
    int third = second + StandstillAfterDecisions.ORDERS;
    List<RefundedOrder> inCalls = orders.subList(0, second);
    List<RefundedOrder> afterDecisions = orders.subList(second, third);
    stand(inCalls, new StandstillInCalls(vnpay, installation.database(), inCalls, random));
    stand(afterDecisions, new StandstillAfterDecisions(vnpay, installation, afterDecisions));
    faultsByChance(orders.subList(third, orders.size()), ambiguous);
  }

  private void stand(List<RefundedOrder> orders, Standstill made) {
    List<RefundCommand> commands = shuffled(orders);
    try (Standstill standstill = made) {
      run.send(commands);
      standstill.await(run);
      started.getLast().kill();
      standstill.check(run);
    }
    start();
    run.awaitOutcomes(commands);
  }

  /** Two processors share the work; one of them is killed, and the other goes on. */
  private void faultsByChance(List<RefundedOrder> orders, List<RefundedOrder> ambiguous) {
    try (RefundProcessor _ = startBeside()) {
      ambiguous(ambiguous);
      vnpay.seed(new FaultSeed(random.nextLong(), FAULTS_PERCENT, FAULTS, Duration.ofMillis(300)));
      List<RefundCommand> straight = new ArrayList<>();
      List<Callable<Optional<Told>>> people = new ArrayList<>();
      for (RefundCommand command : shuffled(orders)) {
        if (random.nextBoolean()) {
          straight.add(command);
        } else {
          people.add(asking(command));
        }
      }
      CompletableFuture<List<Optional<Told>>> answers =
          CompletableFuture.supplyAsync(
              () -> CarelessClient.atOnce(people), Thread::startVirtualThread);
      run.send(straight);
      run.awaitOutcomes(straight, straight.size() / 4);
      vnpay.clearFaults();
      started.getLast().kill();
      answers.join().forEach(each -> each.ifPresent(told::add));
      run.awaitOutcomes(published(installation, orders));
    }
    start();
  }

  /** Starts a second processor here, and waits until both have a part of the work. */
  private RefundProcessor startBeside() {
    Set<String> before = owners();
    RefundProcessor processor =
        RefundProcessor.start(installation.refundEnvironment(vnpay.merchantApi()));
    Standstill.until(
        () -> {
          Set<String> now = owners();
          return !before.containsAll(now) && !Collections.disjoint(before, now);
        });
    return processor;
  }

  private Set<String> owners() {
    return new HashSet<>(
        installation
            .database()
            .rows(
                "SELECT owner FROM partition_progress WHERE topic = ?",
                installation.topics().commands(CommandKind.REFUND)));
  }

  private Callable<Optional<Told>> asking(RefundCommand command) {
    String body = RefundedOrder.body(command);
    CarelessClient client = new CarelessClient(ingresses, random.nextLong());
    return () ->
        client
            .ask(Ingress.REFUND, body, TIMES)
            .map(answer -> Told.of(command.key().value(), body, answer));
  }

  /** When all is over, those who got their refund are told the same again, and nothing moves. */
  void askOnceMore(List<RefundedOrder> orders) {
    Map<String, Told> got = new LinkedHashMap<>();
    told.stream().filter(Told::hasIt).forEach(each -> got.putIfAbsent(each.what(), each));
    got.forEach(
        (what, before) -> {
          Told again = askAgain(before);
          assertThat(again.status()).as("%s again", again).isEqualTo(200);
          told.add(again);
        });
    assertThat(got).as("refunds that somebody was told of").isNotEmpty();
    // They were told before their outcomes are out.
    run.awaitOutcomes(published(installation, orders));
    // Nobody comes after it who would release the locks of one that is killed.
    started.getLast().stop();
  }

  /** Until there is an answer: a processor that was just started may not work yet. */
  private Told askAgain(Told before) {
    AtomicReference<Told> again = new AtomicReference<>(before);
    Standstill.until(
        () -> {
          Ingress ingress = ingresses.get(random.nextInt(ingresses.size()));
          again.set(
              Told.of(
                  before.what(),
                  before.said(),
                  ingress.call("POST", Ingress.REFUND, Ingress.JSON, before.said())));
          return requireNonNull(again.get()).status() != 202;
        });
    return requireNonNull(again.get());
  }

  /** What everybody was told who asked over HTTP. */
  List<Told> told() {
    return told;
  }

  /** As they come from many clients at once. */
  private List<RefundCommand> shuffled(List<RefundedOrder> orders) {
    List<RefundCommand> commands = new ArrayList<>();
    orders.forEach(order -> commands.addAll(order.commands()));
    Collections.shuffle(commands, random);
    return commands;
  }

  /** All refund commands of the orders that lie in Kafka, whichever way they came. */
  static List<RefundCommand> published(Installation installation, List<RefundedOrder> orders) {
    Set<String> ids = orders.stream().map(order -> order.id().value()).collect(Collectors.toSet());
    return PublishedCommands.read(installation, CommandKind.REFUND, RefundCommand.class).stream()
        .filter(command -> ids.contains(command.orderId().value()))
        .toList();
  }

  @Override
  public void close() {
    started.forEach(ProcessorProcess::close);
  }
}

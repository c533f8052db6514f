package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.AllowLeaks;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CreateCommand;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Orders that careless people create and have paid back again and again, through two ingresses, and
 * through refund processors that are killed at each boundary of their work, at a gateway that fails
 * by chance.
 *
 * <p>What waits does so for five seconds, a minute, ten minutes. So that the first of these is
 * enough for all but a few, chance goes away with the processor that it befell, and who goes on
 * finds a gateway that answers.
 */
@Order(1) // It takes longest; the others run beside it.
@ExtendWith(EmbeddedServersExtension.class)
class RefundStormIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int ROUNDS = System.getProperty("soak") == null ? 1 : 9;
  private static final int AMBIGUOUS = 2;
  private static final int ORDERS = ROUNDS * RefundStorm.ORDERS_A_ROUND;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Processors are held up and killed, and at last there is none. */
  private static final Duration DUE = Duration.ofMinutes(5);

  private static final int AMBIGUOUS_COMMANDS = AMBIGUOUS * RefundedOrder.COMMANDS;

  @Test
  @AllowLeaks("killed processors cannot close their connections")
  void every_order_is_paid_back_once_whatever_is_killed(TestServers servers) {
    System.err.println("RefundStormIT: -Dpayonce.seed=" + SEED);
    Installation installation = Installation.on(servers);
    try (PlayedVnpay vnpay = new PlayedVnpay();
        NoOutcomeOverdue outside = NoOutcomeOverdue.over(installation, DUE, AMBIGUOUS_COMMANDS);
        Ingress one = Ingress.start(installation);
        Ingress other = Ingress.start(installation)) {
      List<Ingress> ingresses = List.of(one, other);
      CreateStorm creates = new CreateStorm(installation, ingresses, SEED);
      Traffic traffic = payment(installation, creates, vnpay, ingresses);
      List<RefundedOrder> all = RefundedOrder.of(SEED, traffic.creates());
      List<RefundedOrder> orders = all.subList(0, ORDERS);
      List<RefundedOrder> ambiguous = all.subList(ORDERS, all.size());
      try (Run run = new Run(installation, traffic)) {
        List<Told> told;
        try (BooksWatch _ = BooksWatch.over(installation)) {
          told = refunds(installation, vnpay, run, ingresses, orders, ambiguous);
          finish(installation, vnpay, orders);
        }
        new LeftOpen(installation, vnpay, ambiguous).check();
        run.alsoSent(PublishedCommands.read(installation, CommandKind.CREATE, CreateCommand.class));
        run.alsoSent(RefundStorm.published(installation, orders));
        run.checkGuarantees();
        outside.check(run.evidence());
        creates.guarantee().check(run.evidence());
        new RefundedOnce(vnpay.books(), orders, ambiguous).check(run.evidence());
        new PaidBackAlike(told).check(run.evidence());
        System.err.printf(
            "RefundStormIT: %d orders, %d creates, %d refunds asked for, %d kills%n",
            all.size(),
            PublishedCommands.read(installation, CommandKind.CREATE, CreateCommand.class).size(),
            RefundStorm.published(installation, all).size(),
            3 * ROUNDS);
      }
    }
  }

  /** Has the orders created by many at once, and paid. */
  private static Traffic payment(
      Installation installation, CreateStorm creates, PlayedVnpay vnpay, List<Ingress> ingresses) {
    try (CallbackProcessor _ = installation.startProcessor()) {
      Run.stockUp(installation.database());
      Traffic traffic =
          Traffic.paid(creates.open(ORDERS + AMBIGUOUS, RefundStorm.ORDERS_A_ROUND), vnpay::book);
      assertThat(traffic.creates()).hasSize(ORDERS + AMBIGUOUS);
      try (Run run = new Run(installation, traffic)) {
        run.awaitOutcomes(
            PublishedCommands.read(installation, CommandKind.CREATE, CreateCommand.class));
        confirm(traffic.callbacks(), ingresses);
        run.awaitOutcomes(
            PublishedCommands.read(installation, CommandKind.CALLBACK, CallbackCommand.class));
      }
      return traffic;
    }
  }

  /** The gateway tells of the payments, of each at both ingresses at once. */
  private static void confirm(List<CallbackCommand> callbacks, List<Ingress> ingresses) {
    for (CallbackCommand callback : callbacks) {
      String query = VnpayQuery.of(callback);
      List<CompletableFuture<HttpResponse<String>>> told =
          ingresses.stream().map(ingress -> ingress.beginCallback(query)).toList();
      assertThat(told.stream().map(CompletableFuture::join).map(Ingress::rspCode))
          .isSubsetOf("00", "02");
    }
  }

  private static List<Told> refunds(
      Installation installation,
      PlayedVnpay vnpay,
      Run run,
      List<Ingress> ingresses,
      List<RefundedOrder> orders,
      List<RefundedOrder> ambiguous) {
    try (RefundStorm storm = new RefundStorm(installation, vnpay, run, ingresses, SEED)) {
      storm.start();
      for (int round = 0; round < ROUNDS; round++) {
        int first = round * RefundStorm.ORDERS_A_ROUND;
        storm.pass(
            orders.subList(first, first + RefundStorm.ORDERS_A_ROUND),
            round == ROUNDS - 1 ? ambiguous : List.of());
      }
      storm.askOnceMore(orders);
      return storm.told();
    }
  }

  /** Has the refunds that the gateway took asked for, until those in full are final. */
  private static void finish(
      Installation installation, PlayedVnpay vnpay, List<RefundedOrder> orders) {
    Map<String, String> environment = new HashMap<>(installation.processorEnvironment());
    environment.put("RECONCILE", "true");
    environment.put("RECONCILE_AFTER", "1s");
    environment.put("RECONCILE_EVERY", "1s");
    environment.put("RECONCILE_PER_MINUTE", "6000");
    environment.put("RECONCILE_LEASE", "13s");
    environment.put("GATEWAY_CONNECT_WITHIN", "1s");
    environment.put("GATEWAY_ANSWER_WITHIN", "2s");
    environment.put("VNPAY_API_URL", vnpay.merchantApi().toString());
    long full = orders.stream().filter(order -> order.wish() == RefundedOrder.Wish.FULL).count();
    try (CallbackProcessor _ = CallbackProcessor.start(environment)) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  installation
                          .database()
                          .number(
                              """
                              SELECT count(*) FROM refunds JOIN transactions USING (transaction_id)
                               WHERE refund_id = '' AND status = 'SUCCEEDED'
                              """)
                      == full);
    }
  }
}

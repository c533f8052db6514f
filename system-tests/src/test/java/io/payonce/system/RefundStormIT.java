package io.payonce.system;

import static org.awaitility.Awaitility.await;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.AllowLeaks;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.RefundCommand;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Refunds that careless people ask for again and again, through a processor that is killed at each
 * boundary of its work, and a gateway that fails by chance.
 *
 * <p>What waits does so for five seconds, a minute, ten minutes. So that the first of these is
 * enough for all but a few, chance goes away with the processor that it befell, and the next one
 * finds a gateway that answers.
 */
@ExtendWith(EmbeddedServersExtension.class)
class RefundStormIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int BY_CHANCE = 10;
  private static final int ORDERS_A_ROUND =
      StandstillInCalls.ORDERS + StandstillAfterDecisions.ORDERS + BY_CHANCE;
  private static final int ROUNDS = System.getProperty("soak") == null ? 1 : 9;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FAULTS_PERCENT = 20;
  private static final List<FaultKind> FAULTS =
      List.of(
          FaultKind.RESET,
          FaultKind.LATE,
          FaultKind.SILENCE,
          FaultKind.LATENCY,
          FaultKind.SERVER_ERROR,
          FaultKind.WRONG_SIGNATURE,
          FaultKind.GARBAGE);

  @Test
  @AllowLeaks("killed processors cannot close their connections")
  void every_order_is_paid_back_once_whatever_is_killed(TestServers servers) {
    System.err.println("RefundStormIT: -Dpayonce.seed=" + SEED);
    Installation installation = Installation.on(servers);
    try (PlayedVnpay vnpay = new PlayedVnpay()) {
      Traffic traffic = Traffic.paid(SEED, ROUNDS * ORDERS_A_ROUND, vnpay::book);
      List<RefundedOrder> orders = RefundedOrder.of(SEED, traffic.creates());
      try (Run run = new Run(installation, traffic);
          Storm storm = new Storm(installation, vnpay, run)) {
        pay(installation, run, traffic);
        try (BooksWatch _ = BooksWatch.over(installation)) {
          storm.start();
          for (int round = 0; round < ROUNDS; round++) {
            storm.pass(orders.subList(round * ORDERS_A_ROUND, (round + 1) * ORDERS_A_ROUND));
          }
          finish(installation, vnpay, orders);
        }
        run.checkGuarantees();
        new RefundedOnce(vnpay.books(), orders).check(run.evidence());
      }
    }
  }

  private static void pay(Installation installation, Run run, Traffic traffic) {
    try (CallbackProcessor _ = installation.startProcessor()) {
      run.openOrders();
      run.send(traffic.callbacks());
      run.awaitOutcomes(traffic.callbacks());
    }
  }

  /** Has the refunds that the gateway took asked for, until those in full are final. */
  private static void finish(
      Installation installation, PlayedVnpay vnpay, List<RefundedOrder> orders) {
    Map<String, String> environment = installation.reconcilingEnvironment(vnpay.merchantApi());
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

  /** The processor that runs, and what befalls it. */
  private static final class Storm implements AutoCloseable {
    private final Installation installation;
    private final PlayedVnpay vnpay;
    private final Run run;
    private final Random random = new Random(SEED);
    private final List<ProcessorProcess> started = new ArrayList<>();

    private Storm(Installation installation, PlayedVnpay vnpay, Run run) {
      this.installation = installation;
      this.vnpay = vnpay;
      this.run = run;
    }

    private void start() {
      started.add(ProcessorProcess.startRefunds(installation, vnpay.merchantApi()));
    }

    private void killAndStart() {
      started.getLast().kill();
      start();
    }

    /** A round: three times orders are sent and the processor is killed. */
    private void pass(List<RefundedOrder> orders) {
      int second = StandstillInCalls.ORDERS;
      int third = second + StandstillAfterDecisions.ORDERS;
      List<RefundedOrder> inCalls = orders.subList(0, second);
      List<RefundedOrder> afterDecisions = orders.subList(second, third);
      stand(inCalls, new StandstillInCalls(vnpay, installation.database(), inCalls, random));
      stand(afterDecisions, new StandstillAfterDecisions(vnpay, installation, afterDecisions));
      faultsByChance(orders.subList(third, orders.size()));
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

    private void faultsByChance(List<RefundedOrder> orders) {
      List<RefundCommand> commands = shuffled(orders);
      vnpay.seed(new FaultSeed(random.nextLong(), FAULTS_PERCENT, FAULTS, Duration.ofMillis(300)));
      run.send(commands);
      run.awaitOutcomes(commands, commands.size() / 4);
      vnpay.clearFaults();
      killAndStart();
      run.awaitOutcomes(commands);
    }

    /** As they come from many clients at once. */
    private List<RefundCommand> shuffled(List<RefundedOrder> orders) {
      List<RefundCommand> commands = new ArrayList<>();
      orders.forEach(order -> commands.addAll(order.commands()));
      Collections.shuffle(commands, random);
      return commands;
    }

    @Override
    public void close() {
      started.forEach(ProcessorProcess::close);
    }
  }
}

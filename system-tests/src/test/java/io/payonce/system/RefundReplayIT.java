package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.refunds.RefundProcessor;
import io.payonce.schemas.RefundCommand;
import io.payonce.simulator.merchant.BooksPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code payonce replay} does with refunds: the gateway is sent nothing twice. */
@ExtendWith(EmbeddedServersExtension.class)
class RefundReplayIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int ORDERS = 12;

  @TempDir private Path folder;

  @Test
  void refunds_are_decided_again_and_sent_no_second_time(TestServers servers) {
    System.err.println("RefundReplayIT: -Dpayonce.seed=" + SEED);
    Installation installation = Installation.on(servers);
    try (PlayedVnpay vnpay = new PlayedVnpay()) {
      Traffic traffic = Traffic.paid(SEED, ORDERS, vnpay::book).allowingDifferentOutcomes();
      List<RefundedOrder> orders =
          RefundedOrder.of(SEED, traffic.creates()).stream()
              .filter(order -> order.wish() == RefundedOrder.Wish.FULL)
              .toList();
      List<RefundCommand> commands = new ArrayList<>();
      orders.forEach(order -> commands.addAll(order.commands()));
      Map<String, String> environment = installation.refundEnvironment(vnpay.merchantApi());
      try (Run run = new Run(installation, traffic)) {
        OlderCopy copy;
        try (CallbackProcessor _ = installation.startProcessor()) {
          run.openOrders();
          run.send(traffic.callbacks());
          run.awaitOutcomes(traffic.callbacks());
          copy = OlderCopy.of(installation.database());
        }
        try (RefundProcessor _ = RefundProcessor.start(environment)) {
          run.send(commands);
          run.awaitOutcomes(commands);
        }
        BooksPage books = vnpay.books();
        assertThat(books.payments().stream().mapToInt(paid -> paid.refunds().size()).sum())
            .isEqualTo(orders.size());
        nothingChanges(installation, environment, commands.size());
        assertThat(vnpay.books()).isEqualTo(books);

        copy.putBack();
        aDryRunAsksNobody(installation, environment);
        ReplayCall real = replay(environment, "refund --from-oldest");

        assertThat(real.exitCode()).as(real.err() + real.summary()).isZero();
        assertThat(real.all("records")).isEqualTo(commands.size());
        assertThat(real.all("changed")).isPositive();
        assertThat(real.err()).contains("REFUNDS that are not decided are asked about");
        assertThat(refunds(vnpay.books())).isEqualTo(refunds(books));
        finish(installation, vnpay, orders.size());
        new RefundedOnce(vnpay.books(), orders).check(run.evidence());
        run.awaitGuarantees();
      }
    }
  }

  /** Each refund's number and amount; how it stands moves on by itself. */
  private static List<String> refunds(BooksPage books) {
    return books.payments().stream()
        .flatMap(payment -> payment.refunds().stream())
        .map(refund -> refund.requestId() + " " + refund.transactionNo() + " " + refund.vnd())
        .sorted()
        .toList();
  }

  private void nothingChanges(
      Installation installation, Map<String, String> environment, int commands) {
    String before = OlderCopy.digest(installation.database());
    ReplayCall call = replay(environment, "refund --from-oldest");
    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.all("records")).isEqualTo(commands);
    assertThat(call.all("changed")).isZero();
    assertThat(call.all("published")).isZero();
    assertThat(OlderCopy.digest(installation.database())).isEqualTo(before);
  }

  private void aDryRunAsksNobody(Installation installation, Map<String, String> environment) {
    String lost = OlderCopy.digest(installation.database());
    ReplayCall dry = replay(environment, "refund --from-oldest --dry-run");
    assertThat(dry.all("changed")).isPositive();
    assertThat(dry.summary().path("changes").toString())
        .contains("the gateway would be asked, and sent what it lacks");
    assertThat(OlderCopy.digest(installation.database())).isEqualTo(lost);
  }

  private static void finish(Installation installation, PlayedVnpay vnpay, int full) {
    Map<String, String> environment = installation.reconcilingEnvironment(vnpay.merchantApi());
    try (CallbackProcessor _ = CallbackProcessor.start(environment)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  installation
                          .database()
                          .number(
                              """
                              SELECT count(*) FROM refunds JOIN transactions USING (transaction_id)
                               WHERE status = 'SUCCEEDED'
                              """)
                      == full);
    }
  }

  private ReplayCall replay(Map<String, String> environment, String arguments) {
    return ReplayCall.of(environment, folder.resolve("replay.json"), arguments);
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.AllowLeaks;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RefundCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A callback and a refund that kill whoever handles them ({@link Runtime#halt}). Each is found out,
 * parked by itself and told of, while all others are decided; sent again to processors that can
 * bear it, it is decided too.
 */
@Order(1) // It takes longest; the others run beside it.
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(400)
class KillerRecordIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final boolean SOAK = System.getProperty("soak") != null;
  private static final int ORDERS = 10;
  private static final String KILLING_CALLBACK = "ORD-3";
  private static final String KILLING_REFUND = "ORD-7";
  private static final int DEATHS_ALONE = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(200);

  @Test
  @AllowLeaks("killed processors cannot close their connections")
  void records_that_kill_are_parked_by_themselves_and_the_others_are_decided(TestServers servers) {
    System.err.println("KillerRecordIT: -Dpayonce.seed=" + SEED);
    Installation installation = Installation.on(servers);
    try (PlayedVnpay vnpay = new PlayedVnpay()) {
      Traffic traffic = Traffic.paid(SEED, ORDERS, vnpay::book).allowingDifferentOutcomes();
      List<RefundedOrder> refunded = RefundedOrder.inFull(traffic.creates().subList(5, ORDERS));
      List<CallbackCommand> paidBefore = traffic.callbacks().subList(5, ORDERS);
      List<CallbackCommand> callbacks = traffic.callbacks().subList(0, 5);
      List<RefundCommand> refunds =
          refunded.stream().flatMap(order -> order.commands().stream().limit(1)).toList();
      try (Run run = new Run(installation, traffic)) {
        try (Workers _ = Workers.start(installation, vnpay, Map.of())) {
          run.openOrders();
          run.send(paidBefore);
          run.awaitOutcomes(paidBefore);
        }
        List<Command> killers = die(installation, vnpay, run, traffic, callbacks, refunds);
        check(installation, run, killers);
        try (Workers _ = Workers.start(installation, vnpay, Map.of())) {
          run.send(killers);
          run.awaitGuarantees(() -> new RefundedOnce(vnpay.books(), refunded));
        }
      }
    }
  }

  /** Returns the two that kill, once all have an outcome. */
  private static List<Command> die(
      Installation installation,
      PlayedVnpay vnpay,
      Run run,
      Traffic traffic,
      List<CallbackCommand> callbacks,
      List<RefundCommand> refunds) {
    String killingTransaction =
        Traffic.opened(
                traffic.creates().stream()
                    .filter(create -> create.orderId().value().equals(KILLING_CALLBACK))
                    .findFirst()
                    .orElseThrow())
            .value();
    List<Command> all = new ArrayList<>(callbacks);
    all.addAll(refunds);
    run.send(all);
    if (!SOAK) {
      // It has died with whole batches already; that is left out here, to save half a minute.
      installation.database().execute("UPDATE partition_progress SET attempts = 2");
    }
    String url = installation.servers().jdbcUrl();
    try (MortalProcess callbackProcess =
            new MortalProcess(
                () ->
                    ProcessorProcess.start(
                        installation,
                        Map.of("POSTGRES_URL", HaltingSockets.url(url, killingTransaction))));
        MortalProcess refundProcess =
            new MortalProcess(
                () ->
                    ProcessorProcess.startRefunds(
                        installation,
                        vnpay.merchantApi(),
                        Map.of("POSTGRES_URL", HaltingSockets.url(url, KILLING_REFUND))))) {
      Set<UUID> ids = all.stream().map(Command::commandId).collect(Collectors.toSet());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                callbackProcess.revive();
                refundProcess.revive();
                return run.evidence().outcomes().keySet().containsAll(ids);
              });
      int least = SOAK ? DEATHS_ALONE + 2 : DEATHS_ALONE;
      assertThat(List.of(callbackProcess.deaths(), refundProcess.deaths()))
          .as("deaths")
          .allMatch(deaths -> deaths >= least && deaths <= least + 1);
    }
    return all.stream().filter(command -> kills(command, killingTransaction)).toList();
  }

  private static boolean kills(Command command, String killingTransaction) {
    return switch (command) {
      case CallbackCommand callback -> callback.transactionId().value().equals(killingTransaction);
      case RefundCommand refund -> refund.orderId().value().equals(KILLING_REFUND);
      case CreateCommand _ -> false;
    };
  }

  private static void check(Installation installation, Run run, List<Command> killers) {
    assertThat(killers).hasSize(2);
    for (Command killer : killers) {
      assertThat(run.evidence().outcomes().getOrDefault(killer.commandId(), List.of()))
          .singleElement()
          .isInstanceOfSatisfying(
              OutcomeMessage.DeadLettered.class,
              dead -> assertThat(dead.reason()).startsWith("kills-the-worker"));
      assertThat(letters(installation, killer.kind()))
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(RawRecord.header(letter, RecordHeaders.COMMAND_ID))
                      .isEqualTo(killer.commandId().toString()))
          .satisfies(
              letter ->
                  assertThat(RawRecord.header(letter, RecordHeaders.DEAD_LETTER_REASON))
                      .startsWith("kills-the-worker"));
    }
    long deadLettered =
        run.evidence().outcomes().values().stream()
            .filter(all -> all.getLast() instanceof OutcomeMessage.DeadLettered)
            .count();
    assertThat(deadLettered).as("parked, those that kill alone").isEqualTo(2);
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(
      Installation installation, CommandKind kind) {
    try (TopicLog log = new TopicLog(installation, installation.topics().deadLetters(kind))) {
      return List.copyOf(log.read());
    }
  }
}

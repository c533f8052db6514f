package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Partitions are read again in another order than the first time: each order is held by the same
 * payment, and the surplus ones are paid back once.
 */
@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(300)
class ReorderedIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int ORDERS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ABROAD = "00000000-0000-0000-0000-000000000000";

  @TempDir private Path folder;

  @Test
  void other_order_of_partitions_leads_to_the_same_holders_and_the_same_refunds(
      TestServers servers) {
    System.err.println("ReorderedIT: -Dpayonce.seed=" + SEED);
    Installation installation = Installation.on(servers);
    Database database = installation.database();
    try (PlayedVnpay vnpay = new PlayedVnpay();
        Journey back = new OldCopy(servers.servers().postgres(), folder)) {
      Traffic traffic = Traffic.paidTwice(SEED, ORDERS, vnpay::book).allowingDifferentOutcomes();
      List<CallbackCommand> lower =
          traffic.callbacks().stream().filter(callback -> partitionOf(callback) < 2).toList();
      List<CallbackCommand> upper =
          traffic.callbacks().stream().filter(callback -> partitionOf(callback) >= 2).toList();
      Map<String, String> refundSurplus = Map.of("CALLBACK_AUTO_REFUND_SURPLUS", "true");
      try (Run run = new Run(installation, traffic)) {
        List<String> refunds;
        try (Workers _ = Workers.start(installation, vnpay, refundSurplus)) {
          run.openOrders();
          back.remember();
          for (List<CallbackCommand> callbacks : List.of(lower, upper)) {
            run.send(callbacks);
            run.awaitOutcomes(callbacks);
          }
          awaitRefunds(vnpay, traffic);
          refunds = refunds(database);
        }
        back.goBack();
        // The lower partitions stand still, as if their topic was another one.
        Map<Integer, String> ids = topicIds(installation);
        ids.forEach((partition, _) -> setTopicId(installation, partition, ABROAD));
        try (Workers _ = Workers.start(installation, vnpay, refundSurplus)) {
          await().atMost(PATIENCE).until(() -> isRead(database, upper));
          assertThat(isRead(database, lower)).as("the other order").isFalse();
          ids.forEach((partition, id) -> setTopicId(installation, partition, id));
          run.awaitGuarantees(() -> new RefundedOnce(vnpay.books(), List.of()));
          assertThat(refunds(database)).isEqualTo(refunds);
        }
      }
      assertThat(vnpay.books().payments().stream().flatMap(payment -> payment.refunds().stream()))
          .as("what the gateway paid back")
          .hasSize(ORDERS);
    }
  }

  /** As Kafka's own clients spread keys. */
  private static int partitionOf(CallbackCommand callback) {
    byte[] key = callback.key().value().getBytes(UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % Installation.PARTITIONS;
  }

  private static void awaitRefunds(PlayedVnpay vnpay, Traffic traffic) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        vnpay.books().payments().stream()
                            .filter(payment -> payment.refundedVnd() == payment.vnd())
                            .map(payment -> payment.reference())
                            .sorted()
                            .toList())
                    .isEqualTo(traffic.surplus()));
  }

  private static List<String> refunds(Database database) {
    return database.rows("SELECT transaction_id, payment_id FROM refunds ORDER BY 1");
  }

  private static Map<Integer, String> topicIds(Installation installation) {
    return installation
        .database()
        .rows(
            "SELECT partition, topic_id FROM partition_progress WHERE topic = ? AND partition < 2",
            installation.topics().commands(CommandKind.CALLBACK))
        .stream()
        .map(row -> row.split(" "))
        .collect(Collectors.toMap(row -> Integer.valueOf(row[0]), row -> row[1]));
  }

  private static void setTopicId(Installation installation, int partition, String id) {
    installation
        .database()
        .execute(
            "UPDATE partition_progress SET topic_id = ?::uuid WHERE topic = ? AND partition = ?",
            id,
            installation.topics().commands(CommandKind.CALLBACK),
            partition);
  }

  private static boolean isRead(Database database, List<CallbackCommand> callbacks) {
    Set<String> decided =
        Set.copyOf(database.rows("SELECT DISTINCT command_id FROM transaction_events"));
    return callbacks.stream()
        .allMatch(callback -> decided.contains(callback.commandId().toString()));
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.AllowLeaks;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.OutcomeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The moment between the database's commit and the publishing of outcomes. It is held open by
 * taking the outcome topic away, and a processor is killed in it.
 */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class CrashBeforePublishIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  @AllowLeaks("the killed processor cannot close its connections")
  void outcomes_that_were_kept_and_not_published_are_published_by_the_next_one(TestServers servers)
      throws ExecutionException, InterruptedException {
    System.err.println("CrashBeforePublishIT: -Dpayonce.seed=" + SEED);
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, CALLBACKS);
    try (CommandSender sender = new CommandSender(installation)) {
      List<Kept> kept = commitAndDie(installation, traffic, sender);
      servers.createTopics(Map.of(installation.topics().outcomes(), Installation.PARTITIONS));
      try (CallbackProcessor processor = installation.startProcessor();
          OutcomeLog outcomes = new OutcomeLog(installation)) {
        Set<UUID> sent = sender.sent().commands().keySet();
        await().atMost(PATIENCE).until(() -> outcomes.read().keySet().containsAll(sent));
        assertThat(kept)
            .allSatisfy(
                decision ->
                    assertThat(outcomes.read().getOrDefault(decision.commandId(), List.of()))
                        .as("published for %s", decision)
                        .anyMatch(decision::isIn));
        Guarantee.checkAll(
            new Evidence(
                traffic, sender.sent(), outcomes.read(), installation.database(), servers));
      }
    }
  }

  /** A decision that the database keeps. */
  private record Kept(UUID commandId, String transactionId, String outcome, long orderVersion) {
    /** Whether that is what was published: no duplicate of itself, and no other word. */
    boolean isIn(OutcomeMessage message) {
      return message instanceof OutcomeMessage.Decided decided
          && decided.decision().transactionId().value().equals(transactionId)
          && decided.decision().ruling().outcome().name().equals(outcome)
          && decided.decision().after().version() == orderVersion;
    }
  }

  /** Returns what a processor committed, and did not live to tell. */
  private static List<Kept> commitAndDie(
      Installation installation, Traffic traffic, CommandSender sender)
      throws ExecutionException, InterruptedException {
    try (ProcessorProcess processor = ProcessorProcess.start(installation, Map.of())) {
      try (Run run = new Run(installation, traffic)) {
        run.openOrders();
      }
      deleteOutcomes(installation);
      sender.sendAll(traffic.callbacks());
      await().atMost(PATIENCE).until(() -> !kept(installation, traffic).isEmpty());
      processor.kill();
    }
    return kept(installation, traffic);
  }

  private static void deleteOutcomes(Installation installation)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, installation.servers().bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      admin.deleteTopics(List.of(installation.topics().outcomes())).all().get();
    }
  }

  private static List<Kept> kept(Installation installation, Traffic traffic) {
    Set<String> callbacks =
        traffic.callbacks().stream()
            .map(CallbackCommand::commandId)
            .map(UUID::toString)
            .collect(Collectors.toSet());
    List<Kept> kept = new ArrayList<>();
    for (String row :
        installation
            .database()
            .rows(
                "SELECT command_id, transaction_id, outcome, order_version FROM"
                    + " transaction_events")) {
      String[] columns = row.split(" ");
      if (callbacks.contains(columns[0])) {
        kept.add(
            new Kept(
                UUID.fromString(columns[0]), columns[1], columns[2], Long.parseLong(columns[3])));
      }
    }
    return kept;
  }
}

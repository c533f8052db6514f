package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A command topic that somebody has set to be compacted: offsets are missing in its middle. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class CompactedTopicIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGER_THAN_A_SEGMENT = Duration.ofMillis(500);
  private static final ConfigResource ALL_BROKERS =
      new ConfigResource(ConfigResource.Type.BROKER, "");

  private final Installation installation;
  private final String topic;

  CompactedTopicIT(TestServers servers) {
    installation = Installation.on(servers);
    topic = installation.topics().commands(CommandKind.CALLBACK);
  }

  @Test
  void what_is_left_is_applied_and_the_end_is_reached() throws Exception {
    System.err.println("CompactedTopicIT: -Dpayonce.seed=" + SEED);
    Traffic traffic = Traffic.of(SEED, CALLBACKS);
    try (Run run = new Run(installation, traffic);
        CommandSender sender = new CommandSender(installation);
        TopicLog log = new TopicLog(installation, topic)) {
      try (CallbackProcessor processor = installation.startProcessor()) {
        run.openOrders();
      }
      compact();
      publishOverAndOver(sender, log, traffic.callbacks());
      long gone = log.offsets() - log.readAgain().size();
      assertThat(gone).as("offsets without a record").isGreaterThan(CALLBACKS / 2);
      try (CallbackProcessor processor = installation.startProcessor()) {
        run.awaitOutcomes(traffic.callbacks());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(progress()).isEqualTo(log.ends()));
        Sent sent = new Sent();
        traffic.callbacks().forEach(sent::add);
        Guarantee.checkAll(
            new Evidence(
                traffic,
                sent,
                run.evidence().outcomes(),
                installation.database(),
                installation.servers()));
        assertThat(new Management(processor.managementPort()).ready().body())
            .contains("\"status\":\"ready\"");
      }
    }
  }

  /**
   * Publishes the commands under keys of their own, so that compaction leaves the last copy of each
   * and every command survives; again and again, until earlier copies are gone.
   */
  private void publishOverAndOver(
      CommandSender sender, TopicLog log, List<CallbackCommand> callbacks) {
    await()
        .atMost(PATIENCE)
        .pollInterval(LONGER_THAN_A_SEGMENT)
        .until(
            () -> {
              for (CallbackCommand callback : callbacks) {
                byte[] key = callback.commandId().toString().getBytes(UTF_8);
                sender.sendRaw(new ProducerRecord<>(topic, key, CommandWriter.write(callback)));
              }
              return log.readAgain().size() < log.offsets() - CALLBACKS / 2;
            });
  }

  private List<String> progress() {
    return installation
        .database()
        .rows(
            "SELECT partition, next_offset FROM partition_progress WHERE topic = ? ORDER BY 1",
            topic);
  }

  private void compact() throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.servers().bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(
                      set("cleanup.policy", "compact"),
                      set("segment.ms", "100"),
                      set("min.cleanable.dirty.ratio", "0")),
                  ALL_BROKERS,
                  List.of(set("log.cleaner.backoff.ms", "100"))))
          .all()
          .get();
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.EmbeddedKafka;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that the database would need are gone from Kafka: the partitions stand still and say what
 * is missing, nothing is skipped, and they go on only when a person has accepted it. What the lost
 * records said is then sent once more, as gateways do.
 */
@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(300)
class LostRecordsIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 200;

  @TempDir private Path folder;

  @Test
  void topic_that_was_created_anew_is_named_and_read_once_that_is_accepted(TestServers servers)
      throws ExecutionException, InterruptedException {
    try (Scene scene = Scene.of(servers)) {
      scene.pass(scene.firstHalf());
      scene.gap().createAnew();
      scene.run().send(scene.secondHalf());
      scene.gap().awaitSaid(scene.workers(), "the topic was created anew");
      scene.requireNothingRead();
      scene.gap().accept();
      scene.run().awaitOutcomes(scene.secondHalf());
      scene.run().awaitGuarantees();
    }
  }

  @Test
  void records_that_retention_has_dropped_are_named_and_not_skipped(TestServers servers)
      throws ExecutionException, InterruptedException {
    try (Scene scene = Scene.of(servers);
        Journey back = new OldCopy(servers.servers().postgres(), folder)) {
      scene.pass(scene.firstHalf());
      back.remember();
      scene.pass(scene.secondHalf());
      scene.gap().dropRecords();
      back.goBack();
      scene.gap().awaitSaid(scene.workers(), "offsets [0-9]+ to [0-9]+ are gone");
      scene.requireNothingRead();
      scene.gap().accept();
      scene.run().send(scene.secondHalf());
      scene.run().awaitGuarantees();
    }
  }

  /** Starts Kafka four times, so it runs only where there is time. */
  @Test
  @EnabledIfSystemProperty(named = "soak", matches = ".*")
  void kafka_that_is_restored_from_an_older_copy_is_noticed(TestServers servers)
      throws ExecutionException, InterruptedException {
    EmbeddedKafka kafka = servers.servers().kafka();
    try (Scene scene = Scene.of(servers)) {
      scene.pass(scene.firstHalf());
      kafka.stop();
      kafka.copyLogDirectory(folder.resolve("kafka"));
      kafka.start();
      scene.pass(scene.secondHalf());
      kafka.stop();
      kafka.replaceLogDirectory(folder.resolve("kafka"));
      kafka.start();
      scene.gap().awaitSaid(scene.workers(), "the log ends at [0-9]+");
      new NothingLost().check(scene.run().evidence());
      scene.gap().accept();
      // Who reads outcomes starts afresh too: the topic ends before what it has read.
      try (Run afterwards = new Run(scene.installation(), scene.traffic())) {
        afterwards.send(scene.traffic().creates());
        afterwards.send(scene.secondHalf());
        afterwards.awaitOutcomes(scene.secondHalf());
        afterwards.awaitGuarantees();
      }
      new NothingLost().check(scene.run().evidence());
    }
  }

  /** Workers, a gateway, and callbacks in two halves. */
  private record Scene(
      Installation installation,
      Traffic traffic,
      PlayedVnpay vnpay,
      Workers workers,
      Run run,
      Gap gap)
      implements AutoCloseable {

    static Scene of(TestServers servers) {
      System.err.println("LostRecordsIT: -Dpayonce.seed=" + SEED);
      Installation installation = Installation.on(servers);
      Traffic traffic = Traffic.of(SEED, CALLBACKS).allowingDifferentOutcomes();
      PlayedVnpay vnpay = new PlayedVnpay();
      Scene scene =
          new Scene(
              installation,
              traffic,
              vnpay,
              Workers.start(installation, vnpay, Map.of()),
              new Run(installation, traffic),
              new Gap(installation, installation.topics().commands(CommandKind.CALLBACK)));
      scene.run.openOrders();
      return scene;
    }

    List<CallbackCommand> firstHalf() {
      return traffic.callbacks().subList(0, traffic.callbacks().size() / 2);
    }

    List<CallbackCommand> secondHalf() {
      return traffic
          .callbacks()
          .subList(traffic.callbacks().size() / 2, traffic.callbacks().size());
    }

    void pass(List<CallbackCommand> callbacks) {
      run.send(callbacks);
      run.awaitOutcomes(callbacks);
    }

    /** The database still stands where it stood: no place has moved. */
    void requireNothingRead() {
      assertThat(
              installation
                  .database()
                  .rows(
                      """
                      SELECT DISTINCT command_id FROM transaction_events
                       WHERE command_id = ANY (string_to_array(?, ',')::uuid[])
                      """,
                      String.join(
                          ",",
                          secondHalf().stream()
                              .map(callback -> callback.commandId().toString())
                              .toList())))
          .as("read behind a gap")
          .isEmpty();
    }

    @Override
    public void close() {
      gap.close();
      run.close();
      workers.close();
      vnpay.close();
    }
  }
}

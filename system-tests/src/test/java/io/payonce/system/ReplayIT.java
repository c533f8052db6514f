package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.AllowLeaks;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code payonce replay} does with callbacks and creates, beside a running worker. */
@ExtendWith(EmbeddedServersExtension.class)
class ReplayIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 600;

  @TempDir private Path folder;

  @Test
  void what_is_decided_stays_as_it_is(TestServers servers) {
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, CALLBACKS);
    try (Run run = begun(installation, traffic);
        CallbackProcessor _ = installation.startProcessor()) {
      payAll(run, traffic);
      String before = OlderCopy.digest(installation.database());
      int published = run.evidence().outcomes().size();

      ReplayCall all = replay(installation, "create callback --from-oldest");

      assertThat(all.exitCode()).as(all.err()).isZero();
      assertThat(all.of("create", "records")).isEqualTo(traffic.creates().size());
      assertThat(all.of("callback", "records")).isEqualTo(traffic.callbacks().size());
      assertThat(all.of("create", "applied")).isEqualTo(traffic.creates().size());
      assertThat(all.of("callback", "applied")).isPositive();
      assertThat(all.of("callback", "duplicate")).isPositive();
      assertThat(all.all("changed")).isZero();
      assertThat(all.all("published")).isZero();
      assertThat(OlderCopy.digest(installation.database())).isEqualTo(before);
      assertThat(run.evidence().outcomes()).hasSize(published);
      ofOneOrder(installation, traffic);
      byOffset(installation);
      run.checkGuarantees();
    }
  }

  private void ofOneOrder(Installation installation, Traffic traffic) {
    String order = traffic.creates().getFirst().orderId().value();
    long creates =
        traffic.creates().stream().filter(each -> each.orderId().value().equals(order)).count();
    long callbacks =
        traffic.callbacks().stream().filter(each -> isOf(traffic, order, each)).count();

    ReplayCall call =
        replay(installation, "create callback --from-oldest --method VNPAY --order " + order);

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.of("create", "records") - call.of("create", "skipped")).isEqualTo(creates);
    assertThat(call.of("callback", "records") - call.of("callback", "skipped"))
        .isEqualTo(callbacks)
        .isPositive();
    ReplayCall other = replay(installation, "create --from-oldest --method MOMO");
    assertThat(other.all("skipped")).isEqualTo(traffic.creates().size());
  }

  private static boolean isOf(Traffic traffic, String order, CallbackCommand callback) {
    return traffic.creates().stream()
        .filter(create -> create.orderId().value().equals(order))
        .anyMatch(create -> Traffic.opened(create).equals(callback.transactionId()));
  }

  private void byOffset(Installation installation) {
    ReplayCall some = replay(installation, "callback --from-offset 0=3,1=5 --to-offset 0=10,1=5");
    assertThat(some.all("records")).as(some.err()).isEqualTo(7);
    ReplayCall beyond = replay(installation, "callback --from-offset 0=3 --to-offset 0=1000000");
    assertThat(beyond.exitCode()).isEqualTo(1);
    assertThat(beyond.err()).contains("offset 1000000 is asked for, and it ends at");
    ReplayCall later = replay(installation, "callback --from 2999-01-01T00:00:00Z");
    assertThat(later.exitCode()).isEqualTo(1);
    assertThat(later.err()).contains("no record in that range");
    ReplayCall earlier =
        replay(installation, "callback --from 2020-01-01T00:00:00Z --to 2999-01-01T00:00:00Z");
    assertThat(earlier.exitCode()).as(earlier.err()).isZero();
  }

  @Test
  void what_the_database_lost_is_decided_again_whatever_befalls_the_replay(TestServers servers)
      throws IOException {
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, CALLBACKS).allowingDifferentOutcomes();
    try (Run run = begun(installation, traffic);
        CallbackProcessor _ = installation.startProcessor()) {
      OlderCopy copy = payHalfCopyAndPayTheRest(installation, run, traffic);
      assertThat(cached(servers)).isNotEmpty();
      copy.putBack();
      String lost = OlderCopy.digest(installation.database());

      ReplayCall dry = replay(installation, "create callback --from-oldest --dry-run");

      assertThat(dry.exitCode()).as(dry.err()).isZero();
      assertThat(dry.all("changed")).isPositive();
      assertThat(dry.all("published")).isZero();
      assertThat(dry.summary().path("changes").toString()).contains("payment.callback");
      assertThat(OlderCopy.digest(installation.database())).isEqualTo(lost);
      assertThat(cached(servers)).isNotEmpty();

      ReplayCall real = interruptedKilledAndResumed(installation, traffic);

      requireCounted(installation, traffic, real);
      assertThat(cached(servers)).as("cached results").isEmpty();
      assertThat(replay(installation, "--resume").summary()).isEqualTo(real.summary());
      run.awaitGuarantees();
    }
  }

  private ReplayCall interruptedKilledAndResumed(Installation installation, Traffic traffic)
      throws IOException {
    Map<String, String> environment = installation.processorEnvironment();
    ReplayCall stopped;
    try (ReplayProcess process =
        ReplayProcess.start(
            environment, state(), "create callback --from-oldest --rate " + CALLBACKS / 6)) {
      process.awaitRecords(1);
      stopped = process.interrupt();
    }
    assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(5);
    assertThat(stopped.err()).contains("--resume");
    assertThat(stopped.all("records")).isPositive().isLessThan(CALLBACKS);
    assertThat(replay(installation, "create --from-oldest").err()).contains("is not finished");
    Path earlier;
    try (ReplayProcess process =
        ReplayProcess.start(environment, state(), "--resume --rate " + CALLBACKS / 3)) {
      earlier = Files.copy(state(), folder.resolve("earlier.json"));
      process.awaitRecords(traffic.creates().size() + CALLBACKS * 2 / 3);
      process.kill();
    }
    assertThat(inReplay(installation))
        .as("decided before it was killed")
        .isGreaterThan(stopped.all("changed"));
    // As if it had been killed before it could note any of what it had done.
    Files.copy(earlier, state(), StandardCopyOption.REPLACE_EXISTING);

    ReplayCall rest = replay(installation, "--resume");

    assertThat(rest.exitCode()).as(rest.err()).isZero();
    return rest;
  }

  /** The figures are those of the rows: each record once, and what the replay decided. */
  private static void requireCounted(Installation installation, Traffic traffic, ReplayCall call) {
    assertThat(call.all("records"))
        .isEqualTo(traffic.creates().size() + traffic.callbacks().size());
    assertThat(call.all("changed"))
        .isEqualTo(
            installation
                .database()
                .number(
                    "SELECT count(DISTINCT command_id) FROM transaction_events WHERE replay_id IS"
                        + " NOT NULL"))
        .isPositive();
    assertThat(call.all("published"))
        .isEqualTo(published(installation, call.summary().path("replayId").asText()))
        .isGreaterThanOrEqualTo(inReplay(installation));
  }

  private static long inReplay(Installation installation) {
    return installation
        .database()
        .number("SELECT count(*) FROM transaction_events WHERE replay_id IS NOT NULL");
  }

  /** How many different outcomes bear the replay's id. */
  private static long published(Installation installation, String replay) {
    try (TopicLog log = new TopicLog(installation, installation.topics().outcomes())) {
      return log.read().stream()
          .filter(record -> replay.equals(header(record, RecordHeaders.REPLAY_ID)))
          .map(record -> new String(record.value(), UTF_8))
          .distinct()
          .count();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  @Test
  @AllowLeaks("the lock is another's")
  void locked_key_is_waited_for_and_what_is_not_known_is_told(TestServers servers) {
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, 40);
    try (Run run = begun(installation, traffic);
        CallbackProcessor _ = installation.startProcessor()) {
      payAll(run, traffic);
      String key = "lock:" + traffic.callbacks().getFirst().key().value();
      long began = System.nanoTime();
      hold(servers, key, Duration.ofSeconds(2));

      ReplayCall call = replay(installation, "callback --from-oldest");

      assertThat(call.exitCode()).as(call.err()).isZero();
      assertThat(call.all("records")).isEqualTo(traffic.callbacks().size());
      assertThat(call.all("waiting")).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
    }
    installation.database().execute("TRUNCATE orders CASCADE");
    installation.database().execute("TRUNCATE transaction_events");
    long waiting = inTiers(installation);

    ReplayCall call = replay(installation, "callback --from-oldest");

    assertThat(call.exitCode()).isEqualTo(3);
    assertThat(call.all("waiting")).isEqualTo(traffic.callbacks().size());
    assertThat(call.summary().path("notDecided").toString()).contains("unknown-transaction");
    assertThat(inTiers(installation)).isEqualTo(waiting);
    ReplayCall order = replay(installation, "callback --from-oldest --order ORD-0");
    assertThat(order.exitCode()).isEqualTo(1);
    assertThat(order.err()).contains("knows no transaction of order ORD-0");
    refusals(installation);
  }

  private void refusals(Installation installation) {
    Map<String, String> elsewhere = new HashMap<>(installation.processorEnvironment());
    elsewhere.put("PAYONCE_NAMESPACE", "nowhere-");
    assertThat(ReplayCall.of(elsewhere, state(), "callback --from-oldest"))
        .satisfies(call -> assertThat(call.exitCode()).isEqualTo(1))
        .satisfies(call -> assertThat(call.err()).contains("there is no topic nowhere-payment"));
    Map<String, String> missing = new HashMap<>(installation.processorEnvironment());
    missing.remove("POSTGRES_URL");
    missing.remove("REDIS_URL");
    assertThat(ReplayCall.of(missing, state(), "callback --from-oldest"))
        .satisfies(call -> assertThat(call.exitCode()).isEqualTo(1))
        .satisfies(call -> assertThat(call.err()).contains("POSTGRES_URL", "REDIS_URL"));
    assertThat(ReplayCall.of(elsewhere, folder.resolve("none.json"), "--resume"))
        .satisfies(call -> assertThat(call.exitCode()).isEqualTo(1))
        .satisfies(call -> assertThat(call.err()).contains("no replay to go on with"));
  }

  private static long inTiers(Installation installation) {
    long records = 0;
    for (String topic : installation.topics().retries(CommandKind.CALLBACK)) {
      try (TopicLog log = new TopicLog(installation, topic)) {
        records += log.offsets();
      }
    }
    return records;
  }

  private static void hold(TestServers servers, String key, Duration time) {
    RedisClient client = RedisClient.create(servers.redisUrl());
    try (var connection = client.connect()) {
      connection
          .sync()
          .set(
              servers.namespace() + key,
              "another:holder:nonce",
              SetArgs.Builder.px(time.toMillis()));
    } finally {
      client.shutdown();
    }
  }

  private static List<String> cached(TestServers servers) {
    RedisClient client = RedisClient.create(servers.redisUrl());
    try (var connection = client.connect()) {
      return connection.sync().keys(servers.namespace() + "idempotency:*");
    } finally {
      client.shutdown();
    }
  }

  private static Run begun(Installation installation, Traffic traffic) {
    System.err.println("ReplayIT: -Dpayonce.seed=" + SEED);
    return new Run(installation, traffic);
  }

  private static void payAll(Run run, Traffic traffic) {
    run.openOrders();
    run.send(traffic.callbacks());
    run.awaitOutcomes(traffic.callbacks());
  }

  private static OlderCopy payHalfCopyAndPayTheRest(
      Installation installation, Run run, Traffic traffic) {
    run.openOrders();
    int half = traffic.callbacks().size() / 2;
    run.send(traffic.callbacks().subList(0, half));
    run.awaitOutcomes(traffic.callbacks().subList(0, half));
    OlderCopy copy = OlderCopy.of(installation.database());
    run.send(traffic.callbacks().subList(half, traffic.callbacks().size()));
    run.awaitOutcomes(traffic.callbacks());
    return copy;
  }

  private Path state() {
    return folder.resolve("replay.json");
  }

  private ReplayCall replay(Installation installation, String arguments) {
    return ReplayCall.of(installation.processorEnvironment(), state(), arguments);
  }
}

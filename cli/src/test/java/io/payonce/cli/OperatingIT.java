package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.redis.Commands;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.schemas.Topics;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class OperatingIT {
  private static final String PAYMENT = "t-1";
  private static final String REFUND = "r-1";
  private static final String APPLIED_COMMAND = "00000000-0000-7000-8000-000000000001";

  private final TestServers servers;
  private final Map<String, String> environment;

  OperatingIT(TestServers servers) {
    this.servers = servers;
    this.environment =
        Map.of(
            "PAYONCE_NAMESPACE", servers.namespace(),
            "KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers(),
            "REDIS_URL", servers.redisUrl(),
            "POSTGRES_URL", servers.jdbcUrl(),
            "POSTGRES_USER", servers.user(),
            "POSTGRES_PASSWORD", "unused");
  }

  @BeforeEach
  void an_order_with_a_refund_that_nobody_knows_the_end_of() {
    Map<String, Integer> topics = new HashMap<>();
    new Topics(servers.namespace()).all().forEach(topic -> topics.put(topic, 2));
    servers.createTopics(topics);
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2))) {
      store.migrate();
    }
    execute("INSERT INTO orders VALUES ('o-1', 10000, 'VND', 'PAID', 1)");
    execute("INSERT INTO order_items VALUES ('o-1', 'tea', 3)");
    execute("INSERT INTO inventory VALUES ('tea', 7)");
    execute(
        """
        INSERT INTO transactions VALUES
          ('t-1', 'o-1', 'PAYMENT', 'VNPAY', 10000, 'VND', 'SUCCEEDED', '77', now(), now())
        """);
    execute(
        "INSERT INTO transaction_events VALUES ('"
            + APPLIED_COMMAND
            + "', 't-1', 'o-1', 'APPLIED', 'none', 'VNPAY|SUCCEEDED|10000|VND|77', 'PAID', 1,"
            + " 10000, 'VND', 0)");
    refund(REFUND, 4_000, "UNKNOWN", "2 hours");
  }

  private void refund(String id, long amount, String status, String age) {
    execute(
        """
        INSERT INTO transactions VALUES
          ('%s', 'o-1', 'REFUND', 'VNPAY', %d, 'VND', '%s', '', now() - interval '%s', null)
        """
            .formatted(id, amount, status, age));
    execute(
        "INSERT INTO refunds (transaction_id, payment_id, refund_id) VALUES ('%s', 't-1', 'p-%s')"
            .formatted(id, id));
    execute("INSERT INTO refund_items VALUES ('%s', 'tea', 1)".formatted(id));
  }

  @Test
  void refunds_that_are_not_final_are_listed_the_oldest_first() throws Exception {
    refund("r-0", 1_000, "REQUESTED", "3 days");
    refund("r-2", 1_000, "PROCESSING", "1 minute");
    refund("r-3", 1_000, "FAILED", "1 minute");

    CommandRun text = CommandRun.in(environment, "refunds", "list");
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out().lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).contains("REQUESTED", "3d 0h", "1000 VND", "r-0", "o-1"),
            line -> assertThat(line).contains("UNKNOWN", "2h 0m", "4000 VND", "r-1", "o-1"),
            line -> assertThat(line).contains("PROCESSING", "1m", "r-2"));

    JsonNode some = json("refunds", "list", "--status", "unknown,processing", "--json");
    assertThat(some.findValuesAsText("refundTransactionId")).containsExactly("r-1", "r-2");
    assertThat(some.get(0).path("ageSeconds").asLong()).isBetween(7_200L, 7_500L);

    CommandRun limited = CommandRun.in(environment, "refunds", "list", "--limit", "1");
    assertThat(limited.out()).contains("r-0").doesNotContain("r-1");
    assertThat(limited.err()).contains("more than 1");
  }

  @Test
  void success_is_settled_once_and_shown_with_its_command() throws Exception {
    try (CallbackProcessor processor = start()) {
      assertThat(processor.managementPort()).isPositive();
      CommandRun settled = settle("--succeeded", "--gateway-id", "88", "--yes");
      assertThat(settled.exitCode()).as(settled.out() + settled.err()).isZero();
      assertThat(settled.out())
          .contains("4000 VND of order o-1 (VNPAY), UNKNOWN, asked for 2h 0m ago")
          .contains("SUCCEEDED under the gateway's number 88", "Decided: applied");
      assertThat(number("SELECT on_hand FROM inventory")).isEqualTo(8);

      CommandRun again = settle("--succeeded");
      assertThat(again.exitCode()).isZero();
      assertThat(again.out()).contains("Nothing to do");
      CommandRun contrary = settle("--failed", "--yes");
      assertThat(contrary.exitCode()).isEqualTo(1);
      assertThat(contrary.err()).contains("a success stands");
      CommandRun otherNumber = settle("--succeeded", "--gateway-id", "89", "--yes");
      assertThat(otherNumber.exitCode()).isEqualTo(1);

      String command = settled.out().replaceAll("(?s).*Command (\\S+).*", "$1");
      CommandRun page = CommandRun.in(environment, "payment", "show", REFUND);
      assertThat(page.exitCode()).as(page.err()).isZero();
      assertThat(page.out())
          .contains("Order o-1: PARTIALLY_REFUNDED", "refunded 4000 VND", APPLIED_COMMAND)
          .contains("of t-1, refundId p-r-1", "command " + command)
          .contains("callback:VNPAY:r-1", "result of command " + command + ", partition ");
      JsonNode json = json("payment", "show", "o-1", "--json");
      assertThat(json.path("events").findValuesAsText("commandId"))
          .containsExactly(APPLIED_COMMAND, command);
      assertThat(json.path("transactions").get(0).path("refundOf").asText()).isEqualTo(PAYMENT);
    }
  }

  @Test
  void failure_frees_the_amount_after_somebody_said_yes() {
    Typed.in("yes\n");
    try (CallbackProcessor processor = start()) {
      assertThat(processor.managementPort()).isPositive();
      CommandRun settled = settle("--failed");

      assertThat(settled.exitCode()).as(settled.out() + settled.err()).isZero();
      assertThat(settled.err()).contains("Publish this?");
      assertThat(number("SELECT count(*) FROM transactions WHERE status = 'FAILED'")).isOne();
    }
  }

  @Test
  void nothing_is_published_without_a_yes_a_number_or_a_refund() {

    CommandRun silent = settle("--failed");
    assertThat(silent.exitCode()).isEqualTo(1);
    assertThat(silent.err()).contains("nothing was published");
    CommandRun numberless = settle("--succeeded", "--yes");
    assertThat(numberless.exitCode()).isEqualTo(1);
    assertThat(numberless.err()).contains("--gateway-id");
    CommandRun payment =
        CommandRun.in(
            environment, "refunds", "settle", PAYMENT, "--failed", "--yes", "--because", "seen");
    assertThat(payment.exitCode()).isEqualTo(1);
    assertThat(payment.err()).contains("no such refund");
  }

  @Test
  void what_nobody_decides_in_time_is_exit_code_3() {
    CommandRun settled = settle("--failed", "--yes", "--wait", "0");

    assertThat(settled.exitCode()).isEqualTo(3);
    assertThat(settled.out()).contains("not decided yet");
    assertThat(number("SELECT count(*) FROM transactions WHERE status = 'UNKNOWN'")).isOne();
  }

  @Test
  void lock_and_mark_are_shown_with_the_time_they_have_left() throws Exception {
    RedisSettings settings =
        RedisSettings.of(servers.redisUrl()).withKeyPrefix(servers.namespace());
    try (RedisLink link = RedisLink.connect(settings)) {
      assertThat(link.awaitConnected(Duration.ofSeconds(10))).isTrue();
      hold(link, "lock:payment:refund:o-1:p-r-1", "worker-a");
      hold(link, "inflight:payment:create:o-1", "caller-b");

      CommandRun page = CommandRun.in(environment, "payment", "show", "o-1");
      assertThat(page.exitCode()).isZero();
      assertThat(page.out())
          .containsPattern("payment:refund:o-1:p-r-1\n +locked by worker-a, for \\d+ ms more")
          .containsPattern("payment:create:o-1\n +a caller waits, for \\d+ ms more");
      JsonNode lock = json("payment", "show", "o-1", "--json").path("keys").findPath("lock");
      assertThat(lock.path("value").asText()).isEqualTo("worker-a");
      assertThat(lock.path("ttlMillis").asLong()).isBetween(1L, 60_000L);

      link.run(Commands.delete(link.prefixed("lock:payment:refund:o-1:p-r-1")));
      link.run(Commands.delete(link.prefixed("inflight:payment:create:o-1")));
    }
  }

  private static void hold(RedisLink link, String name, String value) {
    var call = Commands.set(link.prefixed(name), value, Duration.ofMinutes(1));
    assertThat(link.run(call).isAnswered()).isTrue();
  }

  @Test
  void what_is_not_there_is_exit_code_1() {
    CommandRun run = CommandRun.in(environment, "payment", "show", "o-404");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no such order or transaction");
  }

  @Test
  void missing_settings_are_all_named() {
    assertThat(CommandRun.in(Map.of(), "refunds", "list").err())
        .contains("POSTGRES_URL", "POSTGRES_USER", "POSTGRES_PASSWORD");
    CommandRun show = CommandRun.in(Map.of(), "payment", "show", "o-1");
    assertThat(show.exitCode()).isEqualTo(1);
    assertThat(show.err()).contains("POSTGRES_URL", "REDIS_URL");
  }

  @Test
  void servers_that_are_away_are_told_by_name() {
    CommandRun database =
        with("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/x", "refunds", "list");
    assertThat(database.exitCode()).isEqualTo(1);
    assertThat(database.err().lines()).singleElement().asString().contains("database");

    CommandRun redis = with("REDIS_URL", "redis://127.0.0.1:1", "payment", "show", "o-1");
    assertThat(redis.exitCode()).isEqualTo(1);
    assertThat(redis.err()).contains("Redis does not answer");
    assertThat(redis.out()).contains("Order o-1", "what it has on this order is not known");

    CommandRun kafka =
        with(
            "KAFKA_BOOTSTRAP_SERVERS",
            "127.0.0.1:1",
            "refunds",
            "settle",
            REFUND,
            "--failed",
            "--yes",
            "--because",
            "seen");
    assertThat(kafka.exitCode()).isEqualTo(1);
    assertThat(kafka.err()).contains("Kafka does not answer; nothing was published");
  }

  private CommandRun with(String name, String value, String... arguments) {
    Map<String, String> other = new HashMap<>(environment);
    other.put(name, value);
    return CommandRun.in(other, arguments);
  }

  private CommandRun settle(String... more) {
    String[] arguments = {"refunds", "settle", REFUND, "--because", "seen in the portal"};
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.in(environment, all);
  }

  private JsonNode json(String... arguments) throws JsonProcessingException {
    CommandRun run = CommandRun.in(environment, arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).doesNotContain("\n");
    return new ObjectMapper().readTree(run.out());
  }

  private CallbackProcessor start() {
    Map<String, String> settings = new HashMap<>(environment);
    settings.put("PAYONCE_MANAGEMENT_PORT", "0");
    settings.put("VNPAY_TMN_CODE", "TESTTMN1");
    settings.put("VNPAY_HASH_SECRET", "OPERATINGTESTSECRET0123456789ABC");
    settings.put("VNPAY_RETURN_URL", "http://127.0.0.1:1/return");
    return CallbackProcessor.start(settings);
  }

  private void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private long number(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
  }
}

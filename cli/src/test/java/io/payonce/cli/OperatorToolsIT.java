package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.BatchLocks;
import io.payonce.idempotency.CacheWrite;
import io.payonce.idempotency.CachedResult;
import io.payonce.idempotency.LockOwner;
import io.payonce.idempotency.LockRequest;
import io.payonce.idempotency.LockResult;
import io.payonce.idempotency.LockToken;
import io.payonce.idempotency.RecordOrigin;
import io.payonce.idempotency.ResultCache;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code books check}, {@code locks} and {@code cache void} on real servers. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class OperatorToolsIT {
  private static final List<String> KEYS_OF_ORDER =
      List.of(
          "payment:create:o-1", "callback:VNPAY:t-1", "callback:VNPAY:r-1", "payment:refund:o-1");

  private final TestServers servers;
  private final Map<String, String> environment;
  private final RedisLink redis;
  private final ResultCache cache;
  private final List<LockToken> held = new ArrayList<>();

  OperatorToolsIT(TestServers servers) throws InterruptedException {
    this.servers = servers;
    this.environment =
        Map.of(
            "PAYONCE_NAMESPACE", servers.namespace(),
            "REDIS_URL", servers.redisUrl(),
            "POSTGRES_URL", servers.jdbcUrl(),
            "POSTGRES_USER", servers.user(),
            "POSTGRES_PASSWORD", "unused");
    redis =
        RedisLink.connect(
            RedisSettings.of(servers.redisUrl())
                .withKeyPrefix(servers.namespace())
                .withCommandTimeout(Duration.ofSeconds(10)));
    assertThat(redis.awaitConnected(Duration.ofSeconds(10))).isTrue();
    cache = new ResultCache(redis);
  }

  @BeforeEach
  void an_order_that_waits_for_its_payment() throws SQLException {
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2))) {
      store.migrate();
    }
    execute("INSERT INTO orders VALUES ('o-1', 10000, 'VND', 'PENDING', 1)");
    execute("INSERT INTO order_items VALUES ('o-1', 'tea', 3)");
    execute("INSERT INTO inventory VALUES ('tea', 7)");
    execute(
        """
        INSERT INTO transactions VALUES
          ('t-1', 'o-1', 'PAYMENT', 'VNPAY', 10000, 'VND', 'PENDING', '', now(), now())
        """);
    execute("INSERT INTO create_responses VALUES ('t-1', 'pay t-1')");
    execute(
        """
        INSERT INTO transaction_events VALUES
          (gen_random_uuid(), 't-1', 'o-1', 'APPLIED', 'none', 'create|VNPAY|', 'PENDING', 1, 10000, 'VND', 0)
        """);
  }

  @AfterEach
  void close() {
    new BatchLocks(redis).releaseAll(held);
    redis.close();
  }

  @Test
  void books_that_are_right_are_found_right() throws Exception {
    CommandRun text = run("books", "check");
    assertThat(text.exitCode()).as(text.out() + text.err()).isZero();
    assertThat(text.out())
        .contains("✓ one-holder", "✓ returned-within-sold")
        .containsPattern("(?m)^(\\d+) of \\1 invariants hold\\.$");
    JsonNode json = json(0, "books", "check", "--json");
    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.findValuesAsText("status")).hasSizeGreaterThan(20).containsOnly("holds");
  }

  @Test
  void broken_books_are_told_with_their_rows() throws Exception {
    execute("UPDATE orders SET version = 9");
    execute("UPDATE orders SET oversold = true");

    CommandRun text = run("books", "check");
    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.out())
        .containsPattern("✗ order-version .*broken by 1\n +An order's version .*\n +order_id=o-1 ")
        .contains("✗ oversold-flag", ", 2 broken.");
    JsonNode json = json(1, "books", "check", "--only", "order-version,one-holder", "--json");
    assertThat(json.path("holds").asBoolean()).isFalse();
    assertThat(json.findValuesAsText("status")).containsExactly("holds", "broken");
    assertThat(json.findPath("rows").get(0).path("version").asText()).isEqualTo("9");
    assertThat(run("books", "check", "--only", "one-holder").exitCode()).isZero();
  }

  @Test
  void what_cannot_be_checked_is_exit_code_3_unless_something_is_broken() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE inventory IN ACCESS EXCLUSIVE MODE");
      String[] check = {
        "books", "check", "--each-at-most", "1", "--only", "stock-known,order-version"
      };
      CommandRun unchecked = run(check);
      assertThat(unchecked.exitCode()).as(unchecked.err()).isEqualTo(3);
      assertThat(unchecked.out())
          .contains("? stock-known", "not checked:", "✓ order-version")
          .contains("1 of 2 invariants hold, 1 could not be checked.");
      execute("UPDATE orders SET version = 9");
      assertThat(run(check).exitCode()).isEqualTo(1);
    }
    CommandRun away = with("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/x", "books", "check");
    assertThat(away.exitCode()).isEqualTo(3);
    assertThat(away.err().lines()).singleElement().asString().contains("database");
    assertThat(CommandRun.in(Map.of(), "books", "check").exitCode()).isEqualTo(3);
  }

  @Test
  void invariants_are_listed_without_a_database() {
    CommandRun list = CommandRun.in(Map.of(), "books", "check", "--list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).contains("one-holder", "At most one successful payment holds an order.");
  }

  @Test
  void locks_are_listed_with_their_owners() throws Exception {
    assertThat(run("locks").out().strip()).isEqualTo("No lock is held.");
    execute(
        """
        INSERT INTO partition_progress VALUES
          ('payment.callback', 0, gen_random_uuid(), 0, 0, 'payment.callback-0:now', 1)
        """);
    hold("callback:VNPAY:a", new LockOwner("payment.callback-0", "now"));
    hold("callback:VNPAY:b", new LockOwner("payment.callback-0", "before"));
    hold("payment:refund:c", new LockOwner("payment.refund-9", "other"));

    CommandRun text = run("locks");
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out().lines().skip(1))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("present +\\d+ ms +payment.callback-0 +now +callback:VNPAY:a"),
            line -> assertThat(line).startsWith("former").contains("before", "callback:VNPAY:b"),
            line -> assertThat(line).startsWith("unknown").contains("payment.refund-9"));
    JsonNode json = json(0, "locks", "--json");
    assertThat(json.findValuesAsText("holder")).containsExactly("present", "former", "unknown");
    assertThat(json.get(0).path("owner").asText()).isEqualTo("payment.callback-0:now");
    assertThat(json.get(0).path("ttlMillis").asLong()).isBetween(1L, 30_000L);

    CommandRun blind = with("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/x", "locks");
    assertThat(blind.exitCode()).isEqualTo(1);
    assertThat(blind.out()).contains("unasked").contains("callback:VNPAY:a");
    assertThat(blind.err()).contains("database does not answer");
    CommandRun away = with("REDIS_URL", "redis://127.0.0.1:1", "locks");
    assertThat(away.exitCode()).isEqualTo(1);
    assertThat(away.err()).contains("Redis does not answer");
    assertThat(away.out()).isEmpty();
  }

  @Test
  void results_of_an_order_are_voided_and_its_locks_stay() throws SQLException {
    refund();
    KEYS_OF_ORDER.forEach(this::cached);
    cached("callback:VNPAY:t-2");
    hold("callback:VNPAY:t-1", new LockOwner("payment.callback-0", "now"));

    CommandRun dry = run("cache", "void", "--order", "o-1", "--dry-run");
    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("4 cached results would be deleted of order o-1");
    assertThat(cache.readAll(KEYS_OF_ORDER)).hasSize(4);

    Typed.in("no\n");
    CommandRun refused = run("cache", "void", "--order", "o-1");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("order o-1? [y/N]", "nothing was deleted");
    assertThat(cache.readAll(KEYS_OF_ORDER)).hasSize(4);

    Typed.in("yes\n");
    CommandRun done = run("cache", "void", "--order", "o-1");
    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).contains("Deleted 4 cached results of order o-1");
    assertThat(cache.readAll(KEYS_OF_ORDER)).isEmpty();
    assertThat(cache.read("callback:VNPAY:t-2")).isPresent();
    assertThat(run("locks").out()).contains("callback:VNPAY:t-1");
  }

  @Test
  void results_are_voided_by_key_by_transaction_and_by_gateway() {
    List.of("callback:VNPAY:a", "callback:VNPAY:b", "callback:VNPAY:c", "callback:MOMO:d")
        .forEach(this::cached);

    assertThat(run("cache", "void", "callback:VNPAY:a", "payment:create:x", "--yes").out())
        .contains("Deleted 1 cached results of 2 keys");
    assertThat(run("cache", "void", "--transaction", "b", "--yes").out()).contains("Deleted 1 ");
    assertThat(run("cache", "void", "--method", "VNPAY", "--yes").out())
        .contains("Deleted 1 cached results of all callbacks of VNPAY");
    assertThat(cache.read("callback:MOMO:d")).isPresent();

    CommandRun away =
        with("REDIS_URL", "redis://127.0.0.1:1", "cache", "void", "--method", "MOMO", "--yes");
    assertThat(away.exitCode()).isEqualTo(1);
    assertThat(away.err()).contains("Redis does not answer; nothing was deleted");
    CommandRun unknown = run("cache", "void", "--order", "o-404", "--yes");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("no such order");
  }

  private void cached(String key) {
    cache.writeAll(
        Map.of(
            key,
            CacheWrite.of(new CachedResult("f", "c", new RecordOrigin("t", 0, 1), "o", "{}"))));
  }

  private void hold(String key, LockOwner owner) {
    new BatchLocks(redis)
        .obtainAll(List.of(new LockRequest(key, owner)), Duration.ofSeconds(30)).values().stream()
            .map(LockResult.Obtained.class::cast)
            .map(LockResult.Obtained::token)
            .forEach(held::add);
  }

  private void refund() throws SQLException {
    execute(
        """
        INSERT INTO transactions VALUES
          ('r-1', 'o-1', 'REFUND', 'VNPAY', 10000, 'VND', 'UNKNOWN', '', now(), null)
        """);
    execute(
        "INSERT INTO refunds (transaction_id, payment_id, refund_id) VALUES ('r-1', 't-1', '')");
  }

  private CommandRun run(String... arguments) {
    return CommandRun.in(environment, arguments);
  }

  private CommandRun with(String name, String value, String... arguments) {
    Map<String, String> other = new HashMap<>(environment);
    other.put(name, value);
    return CommandRun.in(other, arguments);
  }

  private JsonNode json(int exitCode, String... arguments) throws JsonProcessingException {
    CommandRun run = run(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.out().strip()).doesNotContain("\n");
    return new ObjectMapper().readTree(run.out());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
  }
}

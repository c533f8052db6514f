package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.schemas.CreateCommand;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** An installation in a test's corner of the servers, and an operator's terminal beside it. */
final class Workplace implements AutoCloseable {
  static final Money PRICE = new Money(10_000, "VND");

  private final TestServers servers;
  private final Map<String, String> environment;
  private final Broker broker;

  Workplace(TestServers servers) {
    this.servers = servers;
    this.broker = new Broker(servers);
    this.environment =
        Map.of(
            "PAYONCE_NAMESPACE", servers.namespace(),
            "KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers(),
            "REDIS_URL", servers.redisUrl(),
            "POSTGRES_URL", servers.jdbcUrl(),
            "POSTGRES_USER", servers.user(),
            "POSTGRES_PASSWORD", "unused");
  }

  Broker broker() {
    return broker;
  }

  void createTopics(int partitions) {
    Map<String, Integer> wanted = new HashMap<>();
    broker.topics().all().forEach(topic -> wanted.put(topic, partitions));
    servers.createTopics(wanted);
  }

  void createTopic(String topic, int partitions) {
    servers.createTopics(Map.of(topic, partitions));
  }

  void createTables() {
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2))) {
      store.migrate();
    }
  }

  CallbackProcessor startProcessor() {
    Map<String, String> settings = new HashMap<>(environment);
    settings.put("PAYONCE_MANAGEMENT_PORT", "0");
    settings.put("VNPAY_TMN_CODE", "TESTTMN1");
    settings.put("VNPAY_HASH_SECRET", "OPERATINGTESTSECRET0123456789ABC");
    settings.put("VNPAY_RETURN_URL", "http://127.0.0.1:1/return");
    return CallbackProcessor.start(settings);
  }

  /** A create of an order of three teas. */
  static CreateCommand create(String orderId, long number) {
    return new CreateCommand(
        new UUID(0x7000, number),
        Instant.parse("2026-11-24T08:00:00Z"),
        new OrderId(orderId),
        PaymentMethod.VNPAY,
        Optional.of(new CreateRules.Details(PRICE, List.of(new OrderLine(new Sku("tea"), 3)))),
        CreateCommand.Presentation.NONE);
  }

  CommandRun run(String... arguments) {
    return CommandRun.in(environment, arguments);
  }

  CommandRun runTelling(Consumer<String> told, String... arguments) {
    return CommandRun.telling(environment, told, arguments);
  }

  CommandRun runWith(String name, String value, String... arguments) {
    Map<String, String> other = new HashMap<>(environment);
    other.put(name, value);
    return CommandRun.in(other, arguments);
  }

  /** Runs a command that ends well, and reads its one line. */
  JsonNode json(String... arguments) {
    CommandRun run = run(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).doesNotContain("\n");
    return read(run.out());
  }

  static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  long number(String sql) {
    return Long.parseLong(text(sql));
  }

  /** The only column of the only row. */
  String text(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
  }

  @Override
  public void close() {
    broker.close();
  }
}

package io.payonce.store.reconciling;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.PaymentMethod;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class UnsettledStoreIT {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final AskingAges AGES =
      new AskingAges(List.of(Duration.ofMinutes(20), Duration.ofHours(1), Duration.ofHours(4)));

  private final TestServers servers;
  private final UnsettledStore store;

  UnsettledStoreIT(TestServers servers) throws SQLException {
    this.servers = servers;
    StoreSettings settings = StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2);
    try (PaymentStore schema = PaymentStore.open(settings)) {
      schema.migrate();
    }
    store = UnsettledStore.open(settings);
    execute("INSERT INTO orders VALUES ('ORD-1', 1000, 'VND', 'PENDING', 1)");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void what_is_unsettled_is_due_once_at_the_latest_age_it_has_reached() throws SQLException {
    payment("young", "PENDING", Duration.ofMinutes(19));
    payment("first", "PENDING", Duration.ofMinutes(21));
    payment("second", "PENDING", Duration.ofMinutes(61));
    payment("third", "PENDING", Duration.ofHours(5));
    payment("too old", "PENDING", Duration.ofHours(29));
    payment("paid", "SUCCEEDED", Duration.ofMinutes(30));
    payment("failed", "FAILED", Duration.ofMinutes(30));
    refund("asked", "REQUESTED", Duration.ofMinutes(22));
    refund("unclear", "UNKNOWN", Duration.ofMinutes(23));
    refund("taken", "PROCESSING", Duration.ofMinutes(24));
    refund("done", "SUCCEEDED", Duration.ofMinutes(25));
    assertThat(due(Instant.EPOCH, 100))
        .containsExactly("third", "taken", "unclear", "asked", "first", "second");
    assertThat(store.due(PaymentMethod.MOMO, AGES, AGES, stretch(Instant.EPOCH, 100))).isEmpty();
  }

  @Test
  void what_was_due_before_is_not_due_again_until_its_next_age() throws SQLException {
    payment("first", "PENDING", Duration.ofMinutes(30));
    payment("second", "PENDING", Duration.ofMinutes(65));
    assertThat(due(NOON.minus(Duration.ofMinutes(11)), 100)).containsExactly("first", "second");
    assertThat(due(NOON.minus(Duration.ofMinutes(10)), 100)).containsExactly("second");
    assertThat(due(NOON.minus(Duration.ofMinutes(5)), 100)).isEmpty();
  }

  @Test
  void a_limit_cuts_behind_all_that_are_due_at_the_same_time() throws SQLException {
    payment("a", "PENDING", Duration.ofMinutes(40));
    payment("b", "PENDING", Duration.ofMinutes(30));
    refund("c", "UNKNOWN", Duration.ofMinutes(30));
    payment("d", "PENDING", Duration.ofMinutes(29));
    assertThat(due(Instant.EPOCH, 1)).containsExactly("a");
    assertThat(due(Instant.EPOCH, 2)).containsExactly("a", "b", "c");
    assertThat(due(Instant.EPOCH, 4)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void the_settled_payments_of_years_are_not_read() throws SQLException {
    execute(
        """
        INSERT INTO transactions
        SELECT 'T' || i, 'ORD-1', 'PAYMENT', 'VNPAY', 1000, 'VND', CASE i %% 100 WHEN 0 THEN 'PENDING' ELSE 'FAILED' END,
               '', timestamptz '%s' - i * interval '10 seconds', now()
          FROM generate_series(1, 50000) AS i
        """
            .formatted(NOON));
    execute("ANALYZE transactions");
    String plan =
        String.join(
            "\n",
            rows(
                """
                EXPLAIN SELECT transaction_id FROM transactions
                 WHERE method = 'VNPAY' AND created_at > timestamptz '%1$s' - interval '61 minutes'
                   AND created_at <= timestamptz '%1$s' - interval '1 hour' AND kind = 'PAYMENT' AND status = 'PENDING'
                 ORDER BY created_at FETCH FIRST 60 ROWS WITH TIES
                """
                    .formatted(NOON)));
    assertThat(plan).contains("payments_pending").doesNotContain("Seq Scan");
    assertThat(due(Instant.EPOCH, 7)).hasSize(7);
  }

  private List<String> due(Instant after, int atMost) {
    return store.due(PaymentMethod.VNPAY, AGES, AGES, stretch(after, atMost)).stream()
        .map(unsettled -> unsettled.id().value().replace('-', ' '))
        .toList();
  }

  private static UnsettledStore.Stretch stretch(Instant after, int atMost) {
    return new UnsettledStore.Stretch(after, NOON, atMost);
  }

  private void payment(String id, String status, Duration age) throws SQLException {
    insert(id, "PAYMENT", status, age, "now()");
  }

  private void refund(String id, String status, Duration age) throws SQLException {
    insert(id, "REFUND", status, age, "NULL");
  }

  private void insert(String id, String kind, String status, Duration age, String expires)
      throws SQLException {
    execute(
        "INSERT INTO transactions VALUES ('%s', 'ORD-1', '%s', 'VNPAY', 1000, 'VND', '%s', '', '%s', %s)"
            .formatted(id.replace(' ', '-'), kind, status, NOON.minus(age), expires));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
  }
}

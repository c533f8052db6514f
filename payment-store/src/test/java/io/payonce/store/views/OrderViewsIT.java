package io.payonce.store.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(60)
final class OrderViewsIT {
  private static final OrderId ORDER = new OrderId("o-1");
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

  private final TestServers servers;
  private final OrderViews views;

  OrderViewsIT(TestServers servers) {
    this.servers = servers;
    views = OrderViews.open(new ViewSettings(servers.jdbcUrl(), servers.user(), ""));
  }

  @BeforeEach
  void migrate() {
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2))) {
      store.migrate();
    }
    execute("INSERT INTO orders VALUES ('o-1', 10000, 'VND', 'PAID', 3, true, false, now())");
    execute("INSERT INTO orders VALUES ('o-2', 7, 'EUR', 'PENDING', 1, false, true, now())");
  }

  @AfterEach
  void close() {
    views.close();
  }

  @Test
  void an_order_stands_as_its_last_decision_left_it() {
    insertPayment();
    insertRefund();
    insertEvent("00000000-0000-7000-8000-000000000002", "PAID", 2, 0);
    insertEvent("00000000-0000-7000-8000-000000000003", "PARTIALLY_REFUNDED", 3, 4_000);
    insertEvent("00000000-0000-7000-8000-000000000001", "PENDING", 1, 0);
    OrderView order = found(ORDER);
    assertThat(order.status()).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(order.version()).isEqualTo(3);
    assertThat(order.amount()).isEqualTo(new Money(10_000, "VND"));
    assertThat(order.refunded()).isEqualTo(new Money(4_000, "VND"));
    assertThat(order.underReview()).isTrue();
    assertThat(order.oversold()).isFalse();
    assertThat(order.earlierOnes()).isFalse();
    assertThat(order.transactions())
        .containsExactly(
            new TransactionView(
                new TransactionId("t-1"),
                "PAYMENT",
                "VNPAY",
                new Money(10_000, "VND"),
                "SUCCEEDED",
                "77",
                CREATED,
                Optional.of(CREATED.plusSeconds(900)),
                Optional.empty(),
                ""),
            new TransactionView(
                new TransactionId("t-2"),
                "REFUND",
                "VNPAY",
                new Money(4_000, "VND"),
                "PROCESSING",
                "",
                CREATED.plusSeconds(60),
                Optional.empty(),
                Optional.of(new TransactionId("t-1")),
                "r-1"));
  }

  @Test
  void an_order_may_have_no_transactions_and_no_decisions() {
    OrderView order = found(new OrderId("o-2"));
    assertThat(order.status()).isEqualTo("PENDING");
    assertThat(order.refunded()).isEqualTo(new Money(0, "EUR"));
    assertThat(order.transactions()).isEmpty();
  }

  @Test
  void of_very_many_transactions_the_latest_are_shown() {
    execute(
        """
        INSERT INTO transactions
          (transaction_id, order_id, kind, method, amount, currency, status, created_at, expires_at)
        SELECT 't-' || n, 'o-1', 'PAYMENT', 'VNPAY', 10000, 'VND', 'FAILED',
               timestamptz '2026-01-02T03:04:05Z' + n * interval '1 second', now()
          FROM generate_series(1, 101) n
        """);
    OrderView order = found(ORDER);
    assertThat(order.earlierOnes()).isTrue();
    assertThat(order.transactions()).hasSize(100);
    assertThat(order.transactions().getFirst().transactionId()).isEqualTo(new TransactionId("t-2"));
    assertThat(order.transactions().getLast().transactionId())
        .isEqualTo(new TransactionId("t-101"));
  }

  @Test
  void what_is_not_there_is_unknown() {
    assertThat(views.find(new OrderId("o-3"))).isEqualTo(new OrderLookup.Unknown());
  }

  @Test
  void who_looks_cannot_be_held_up_for_long_by_who_locks_the_table() throws SQLException {
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
      long begun = System.nanoTime();
      assertThat(views.find(ORDER)).isInstanceOf(OrderLookup.Unavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
      other.rollback();
    }
    found(ORDER);
  }

  @Test
  void a_database_that_is_away_is_no_answer_and_may_come_back() {
    servers.servers().postgres().stop();
    assertThat(views.find(ORDER)).isInstanceOf(OrderLookup.Unavailable.class);
    servers.servers().postgres().start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> views.find(ORDER) instanceof OrderLookup.Found);
  }

  @Test
  void settings_do_not_show_the_password() {
    assertThat(new ViewSettings("jdbc:postgresql:x", "reader", "hush").toString())
        .isEqualTo("ViewSettings[reader@]");
  }

  private OrderView found(OrderId orderId) {
    return ((OrderLookup.Found) views.find(orderId)).order();
  }

  private void insertPayment() {
    execute(
        """
        INSERT INTO transactions (transaction_id, order_id, kind, method, amount, currency,
                                  status, gateway_transaction_id, created_at, expires_at)
        VALUES ('t-1', 'o-1', 'PAYMENT', 'VNPAY', 10000, 'VND', 'SUCCEEDED', '77',
                '2026-01-02T03:04:05Z', '2026-01-02T03:19:05Z')
        """);
  }

  private void insertRefund() {
    execute(
        """
        INSERT INTO transactions (transaction_id, order_id, kind, method, amount, currency,
                                  status, created_at)
        VALUES ('t-2', 'o-1', 'REFUND', 'VNPAY', 4000, 'VND', 'PROCESSING',
                '2026-01-02T03:05:05Z');
        INSERT INTO refunds (transaction_id, payment_id, refund_id) VALUES ('t-2', 't-1', 'r-1')
        """);
  }

  private void insertEvent(String commandId, String status, long version, long refunded) {
    execute(
        """
        INSERT INTO transaction_events (command_id, transaction_id, order_id, outcome, reason, said,
                                        order_status, order_version, amount, currency, refunded)
        VALUES ('%s', 't-1', 'o-1', 'APPLIED', 'none', '', '%s', %d, 10000, 'VND', %d)
        """
            .formatted(commandId, status, version, refunded));
  }

  private void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
  }
}

package io.payonce.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.OrderLine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmbeddedServersExtension.class)
class AuditIT {
  private static final String MIGRATION = "/io/payonce/store/migrations/V1__payments.sql";

  private final DemoPlan plan = DemoPlan.of(3, 1);
  private TestServers servers;

  @BeforeEach
  void books_that_are_right(TestServers test) throws SQLException, IOException {
    servers = test;
    try (var migration = AuditIT.class.getResourceAsStream(MIGRATION)) {
      write(new String(migration.readAllBytes(), UTF_8));
    }
    plan.skus().forEach(sku -> write("INSERT INTO inventory VALUES ('%s', 100000)".formatted(sku)));
    plan.orders().forEach(order -> pay(order));
  }

  private void pay(DemoOrder order) {
    String id = order.draft().orderId().value();
    long amount = order.draft().amount().minorUnits();
    write(
        "INSERT INTO orders VALUES ('%s', %d, 'VND', 'PAID', 2)".formatted(id, amount),
        """
        INSERT INTO transactions
          VALUES ('t-%1$s', '%1$s', 'PAYMENT', 'VNPAY', %2$d, 'VND', 'SUCCEEDED', '77', now(), now())
        """
            .formatted(id, amount),
        "INSERT INTO create_responses VALUES ('t-%1$s', 'pay t-%1$s')".formatted(id),
        event(id, "create|VNPAY|", "PENDING", 1),
        event(id, "VNPAY|SUCCEEDED|1|VND|77", "PAID", 2));
    order.draft().lines().forEach(line -> sell(id, line));
  }

  private void sell(String id, OrderLine line) {
    write(
        "INSERT INTO order_items VALUES ('%s', '%s', %d)"
            .formatted(id, line.sku(), line.quantity()),
        "INSERT INTO inventory_movements VALUES ('t-%s', '%s', 'SALE', -%d)"
            .formatted(id, line.sku(), line.quantity()),
        "UPDATE inventory SET on_hand = on_hand - %d WHERE sku = '%s'"
            .formatted(line.quantity(), line.sku()));
  }

  private static String event(String order, String said, String status, int version) {
    return """
    INSERT INTO transaction_events
      SELECT gen_random_uuid(), 't-' || order_id, order_id, 'APPLIED', 'none', '%s', '%s', %d, amount, 'VND', 0
        FROM orders WHERE order_id = '%s'
    """
        .formatted(said, status, version, order);
  }

  @Test
  void right_books_are_found_right() {
    assertThat(audit()).hasSize(9).allMatch(Proof::holds, "holds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE orders SET status = 'PENDING' WHERE order_id = 'demo-00002'",
        "UPDATE transactions SET status = 'FAILED' WHERE order_id = 'demo-00002'",
        "UPDATE transactions SET amount = amount + 1 WHERE order_id = 'demo-00002'",
        "DELETE FROM order_items WHERE order_id = 'demo-00002'",
        "DELETE FROM create_responses",
        "UPDATE inventory SET on_hand = on_hand - 1 WHERE sku = 'BOOK-3'",
        "UPDATE inventory SET on_hand = on_hand + 1 WHERE sku = 'BOOK-3'",
        "INSERT INTO inventory VALUES ('BOOK-9', 1)",
        "INSERT INTO inventory_movements VALUES ('t-demo-00001', 'BOOK-9', 'SALE', -1)",
        "UPDATE transactions SET gateway_transaction_id = '666' WHERE order_id = 'demo-00002'",
        "INSERT INTO transactions SELECT 'ghost', order_id, kind, method, amount, currency,"
            + " 'SURPLUS', '', created_at, expires_at FROM transactions LIMIT 1",
        "INSERT INTO orders VALUES ('other', 1, 'VND', 'PENDING', 1)"
      })
  void whatever_is_wrong_is_found(String wrong) {
    write(wrong);

    assertThat(audit()).anyMatch(proof -> !proof.holds());
  }

  @Test
  void second_confirmation_is_found() {
    write(event("demo-00001", "VNPAY|SUCCEEDED|1|VND|78", "PAID", 3));

    assertThat(audit()).anyMatch(proof -> !proof.holds() && proof.claim().contains("confirmed"));
  }

  @Test
  void forged_callback_is_found_by_what_it_said() {
    write(event("demo-00001", "VNPAY|SUCCEEDED|1|VND|666", "PAID", 3));

    assertThat(audit()).anyMatch(proof -> !proof.holds() && proof.claim().contains("forged"));
  }

  @Test
  void run_with_a_label_accounts_for_its_own_orders_and_goods_alone() {
    DemoPlan labelled = DemoPlan.of(3, 1, new DemoPlan.RunLabel("run7-"));
    labelled
        .skus()
        .forEach(sku -> write("INSERT INTO inventory VALUES ('%s', 100000)".formatted(sku)));
    labelled.orders().forEach(this::pay);

    assertThat(audit()).as("of all orders").anyMatch(proof -> !proof.holds());
    assertThat(audit(labelled)).hasSize(9).allMatch(Proof::holds, "holds");

    write("UPDATE orders SET status = 'PENDING' WHERE order_id = 'demo-run7-00002'");
    assertThat(audit(labelled)).anyMatch(proof -> !proof.holds());
  }

  private List<Proof> audit() {
    return audit(plan);
  }

  private List<Proof> audit(DemoPlan plan) {
    try (Books books = Books.open(servers.jdbcUrl(), servers.user(), "")) {
      return new Audit(books, plan).proofs(List.of("666"), List.of("ghost"));
    }
  }

  private void write(String... statements) {
    try (Connection connection =
            DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}

package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
@Timeout(60)
final class StatusIT {
  private static final String ORDER = "/api/payment/order-1";
  private static final String CREATE = "{\"orderId\":\"order-1\",\"paymentMethod\":\"VNPAY\"}";

  private final TestServers servers;
  private final Ingress withoutDatabase;
  private final Ingress ingress;

  StatusIT(TestServers servers) {
    this.servers = servers;
    withoutDatabase = Ingress.start(servers);
    ingress =
        Ingress.startAnother(
            servers,
            Map.of(
                "POSTGRES_URL", servers.jdbcUrl(),
                "POSTGRES_USER", servers.user(),
                "POSTGRES_PASSWORD", "unused"));
  }

  @AfterEach
  void stop() {
    ingress.close();
    withoutDatabase.close();
  }

  @Test
  void an_order_is_shown_with_its_transactions_where_an_undecided_create_points() {
    migrate();
    String location =
        ingress.create(CREATE, "wait=0").headers().firstValue("Location").orElseThrow();
    HttpResponse<String> before = ingress.ask(location);
    assertThat(before.statusCode()).isEqualTo(404);
    assertThat(before.body()).contains("\"error\":\"Not Found\"");
    insertOrder();
    HttpResponse<String> answer = ingress.ask(location);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"orderId\":\"order-1\",\"status\":\"PAID\",\"orderVersion\":2,\"amount\":10000,"
                + "\"currency\":\"VND\",\"refunded\":0,\"underReview\":false,\"oversold\":true,"
                + "\"transactions\":[{\"transactionId\":\"t-1\",\"kind\":\"PAYMENT\","
                + "\"paymentMethod\":\"VNPAY\",\"amount\":10000,\"currency\":\"VND\","
                + "\"status\":\"SUCCEEDED\",\"gatewayTransactionId\":\"14422574\","
                + "\"createdAt\":\"2026-01-02T03:04:05Z\",\"expiresAt\":\"2026-01-02T03:19:05Z\""
                + "},{\"transactionId\":\"t-2\",\"kind\":\"REFUND\",\"paymentMethod\":\"VNPAY\","
                + "\"amount\":4000,\"currency\":\"VND\",\"status\":\"UNKNOWN\","
                + "\"createdAt\":\"2026-01-03T00:00:00Z\",\"refundOf\":\"t-1\",\"refundId\":\"r-1\""
                + "}]}");
  }

  @Test
  void who_may_not_ask_is_told_nothing() {
    assertThat(ingress.get(ORDER).statusCode()).isEqualTo(401);
    assertThat(ingress.ask("/api/payment/order%201").statusCode()).isEqualTo(404);
  }

  @Test
  void without_a_database_to_look_at_the_status_alone_is_not_answered() {
    HttpResponse<String> answer = withoutDatabase.ask(ORDER);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo(
            "{\"statusCode\":503,\"message\":\"The status of orders is not configured here.\","
                + "\"error\":\"Service Unavailable\"}");
    assertThat(withoutDatabase.create(CREATE, "wait=0").statusCode()).isEqualTo(202);
  }

  @Test
  void while_the_database_is_away_the_status_alone_is_not_answered() {
    migrate();
    insertOrder();
    assertThat(ingress.ask(ORDER).statusCode()).isEqualTo(200);
    servers.servers().postgres().stop();
    HttpResponse<String> answer = ingress.ask(ORDER);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.body()).doesNotContainIgnoringCase("postgres").doesNotContain("refused");
    assertThat(ingress.create(CREATE, "wait=0").statusCode()).isEqualTo(202);
    assertThat(ingress.ready().statusCode()).isEqualTo(200);
    servers.servers().postgres().start();
    await().atMost(Duration.ofSeconds(30)).until(() -> ingress.ask(ORDER).statusCode() == 200);
  }

  @Test
  void a_database_without_our_tables_is_no_answer() {
    assertThat(ingress.ask(ORDER).statusCode()).isEqualTo(503);
  }

  private void migrate() {
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2))) {
      store.migrate();
    }
  }

  private void insertOrder() {
    try (Connection connection =
            DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO orders (order_id, amount, currency, status, version, oversold)
          VALUES ('order-1', 10000, 'VND', 'PAID', 2, true);
          INSERT INTO transactions (transaction_id, order_id, kind, method, amount, currency,
                                    status, gateway_transaction_id, created_at, expires_at)
          VALUES ('t-1', 'order-1', 'PAYMENT', 'VNPAY', 10000, 'VND', 'SUCCEEDED', '14422574',
                  '2026-01-02T03:04:05Z', '2026-01-02T03:19:05Z'),
                 ('t-2', 'order-1', 'REFUND', 'VNPAY', 4000, 'VND', 'UNKNOWN', '',
                  '2026-01-03T00:00:00Z', NULL);
          INSERT INTO refunds (transaction_id, payment_id, refund_id) VALUES ('t-2', 't-1', 'r-1')
          """);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

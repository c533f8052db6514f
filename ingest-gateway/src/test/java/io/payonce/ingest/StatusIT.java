package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@StopsServers
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
    ingress = Ingress.startAnother(servers, StoredOrder.settings(servers));
  }

  @AfterEach
  void stop() {
    ingress.close();
    withoutDatabase.close();
  }

  @Test
  void an_order_is_shown_with_its_transactions_where_an_undecided_create_points() {
    StoredOrder.migrate(servers);
    String location =
        ingress.create(CREATE, "wait=0").headers().firstValue("Location").orElseThrow();
    HttpResponse<String> before = ingress.ask(location);
    assertThat(before.statusCode()).isEqualTo(404);
    assertThat(before.body()).contains("\"error\":\"Not Found\"");
    StoredOrder.insert(servers);
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

  @ParameterizedTest
  @ValueSource(strings = {"create", "refund", "callback", "return"})
  void an_order_that_is_named_as_another_route_is_shown_where_its_create_points(String orderId) {
    StoredOrder.migrate(servers);
    StoredOrder.insert(servers, orderId);
    String location =
        ingress
            .create(CREATE.replace("order-1", orderId), "wait=0")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    HttpResponse<String> answer = ingress.ask(location);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"orderId\":\"" + orderId + "\",");
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
    StoredOrder.migrate(servers);
    StoredOrder.insert(servers);
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
}

package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.schemas.CommandKind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(60)
final class CreateIT {
  private static final Duration AT_ONCE = Duration.ofMillis(1400);
  private static final String PATH = "/api/payment/create";
  private static final String RESPONSE =
      "{\"transactionId\":\"t-1\", \"paymentUrl\":\"https://pay.example/?a=1&b=ü\"}";

  private final TestServers servers;
  private final Ingress ingress;
  private final StandInWorker worker;

  CreateIT(TestServers servers) {
    this.servers = servers;
    ingress = Ingress.start(servers);
    worker = new StandInWorker(servers, CommandKind.CREATE);
  }

  @AfterEach
  void stop() {
    worker.close();
    ingress.close();
  }

  @Test
  void a_new_payment_is_answered_with_the_workers_bytes() {
    CompletableFuture<HttpResponse<String>> call = ingress.beginCreate(order("order-1"));
    ConsumerRecord<String, byte[]> record = worker.next();
    assertThat(record.key()).isEqualTo("payment:create:order-1");
    UUID commandId = StandInWorker.commandId(record);
    worker.reply(record, Outcomes.decided(commandId, Outcome.APPLIED, Reason.NONE, RESPONSE));
    assertThat(call.join().statusCode()).isEqualTo(201);
    assertThat(call.join().body()).isEqualTo(RESPONSE);
    assertThat(call.join().headers().firstValue("Idempotent-Replayed")).isEmpty();
  }

  @Test
  void a_repeated_payment_is_answered_with_the_same_bytes() {
    CompletableFuture<HttpResponse<String>> call = ingress.beginCreate(order("order-1"));
    ConsumerRecord<String, byte[]> record = worker.next();
    UUID commandId = StandInWorker.commandId(record);
    worker.reply(record, Outcomes.duplicateOf(commandId, Outcome.APPLIED, Reason.NONE, RESPONSE));
    assertThat(call.join().statusCode()).isEqualTo(200);
    assertThat(call.join().body()).isEqualTo(RESPONSE);
    assertThat(call.join().headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  @Test
  void a_second_create_is_told_to_wait_while_the_first_runs() {
    CompletableFuture<HttpResponse<String>> first = ingress.beginCreate(order("order-1"));
    ConsumerRecord<String, byte[]> record = worker.next();
    HttpResponse<String> second = ingress.create(order("order-1"), "wait=0");
    assertThat(second.statusCode()).isEqualTo(409);
    try (Ingress other = Ingress.startAnother(servers, Map.of())) {
      assertThat(other.create(order("order-1"), "wait=0").statusCode()).isEqualTo(409);
    }
    assertThat(second.body())
        .isEqualTo(
            "{\"statusCode\":409,\"message\":\"Payment creation already in progress. Please"
                + " wait.\",\"error\":\"Conflict\"}");
    assertThat(ingress.create(order("order-2"), "wait=0").statusCode()).isEqualTo(202);
    UUID commandId = StandInWorker.commandId(record);
    worker.reply(record, Outcomes.decided(commandId, Outcome.APPLIED, Reason.NONE, RESPONSE));
    assertThat(first.join().statusCode()).isEqualTo(201);
    assertThat(ingress.create(order("order-1"), "wait=0").statusCode()).isEqualTo(202);
  }

  @Test
  void who_does_not_wait_is_told_where_to_ask() {
    HttpResponse<String> answer = ingress.create(order("order-1"), "wait=0");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).contains("/api/payment/order-1");
    assertThat(worker.published()).isEqualTo(1);
  }

  @Test
  void who_waits_in_vain_is_told_where_to_ask() {
    assertThat(ingress.create(order("order-1"), "wait=1").statusCode()).isEqualTo(202);
  }

  @Test
  void without_a_known_key_nothing_is_taken() {
    HttpResponse<String> answer = ingress.post(PATH, "application/json", order("order-1"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.body()).contains("\"error\":\"Unauthorized\"");
    assertThat(worker.published()).isZero();
  }

  @Test
  void a_body_that_is_not_in_order_is_refused() {
    assertThat(ingress.create("{\"orderId\":", "wait=0").statusCode()).isEqualTo(400);
    assertThat(ingress.call("DELETE", PATH).statusCode()).isEqualTo(405);
    assertThat(worker.published()).isZero();
  }

  @Test
  void without_kafka_nothing_is_promised() {
    servers.servers().kafka().stop();
    long begun = System.nanoTime();
    HttpResponse<String> answer = ingress.create(order("order-1"), "wait=5");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.body()).contains("\"error\":\"Service Unavailable\"");
  }

  @Test
  void without_redis_a_create_is_taken_at_once() {
    servers.servers().redis().stop();
    await().until(() -> ingress.ready().body().contains("\"redis\",\"status\":\"degraded\""));
    long begun = System.nanoTime();
    assertThat(ingress.create(order("order-1"), "wait=5").statusCode()).isEqualTo(202);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    assertThat(worker.published()).isEqualTo(1);
  }

  private static String order(String orderId) {
    return """
    {"orderId":"%s","paymentMethod":"VNPAY","amount":10000,"currency":"VND",
     "items":[{"sku":"tea","quantity":2}]}\
    """
        .formatted(orderId);
  }
}

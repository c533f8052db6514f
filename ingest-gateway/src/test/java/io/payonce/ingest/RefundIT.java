package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RefundCommand;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
final class RefundIT {
  private static final Duration AT_ONCE = Duration.ofMillis(1400);
  private static final String FULL = "{\"orderId\":\"order-1\"}";
  private static final String PARTIAL =
      """
      {"orderId":"order-1","amount":4000,"currency":"VND","refundId":"r-1","transactionId":"t-1",
       "items":[{"sku":"tea","quantity":1}],"reason":"broken"}\
      """;
  private static final String RESPONSE =
      "{\"orderId\":\"order-1\", \"transactionId\":\"t-2\", \"status\":\"PROCESSING\"}";
  private static final String IN_PROGRESS =
      "{\"statusCode\":409,\"message\":\"Refund already in progress. Please wait.\","
          + "\"error\":\"Conflict\"}";

  private final TestServers servers;
  private final Ingress ingress;
  private final StandInWorker worker;

  RefundIT(TestServers servers) {
    this.servers = servers;
    ingress = Ingress.start(servers);
    worker = new StandInWorker(servers, CommandKind.REFUND);
  }

  @AfterEach
  void stop() {
    worker.close();
    ingress.close();
  }

  @Test
  void a_full_refund_is_answered_with_the_workers_bytes() {
    CompletableFuture<HttpResponse<String>> call = ingress.beginRefund(FULL);
    ConsumerRecord<String, byte[]> record = worker.next();
    assertThat(record.key()).isEqualTo("payment:refund:order-1");
    assertThat(StandInWorker.header(record, RecordHeaders.REPLY_TO)).isPresent();
    RefundCommand command = command(record);
    assertThat(command.amount()).isEmpty();
    assertThat(command.refundId()).isEmpty();
    assertThat(command.transactionId()).isEmpty();
    reply(record, Outcome.APPLIED, Reason.NONE, RESPONSE);
    assertThat(call.join().statusCode()).isEqualTo(201);
    assertThat(call.join().body()).isEqualTo(RESPONSE);
    assertThat(call.join().headers().firstValue("Idempotent-Replayed")).isEmpty();
  }

  @Test
  void a_repeated_partial_refund_is_answered_with_the_same_bytes() {
    CompletableFuture<HttpResponse<String>> call = ingress.beginRefund(PARTIAL);
    ConsumerRecord<String, byte[]> record = worker.next();
    assertThat(record.key()).isEqualTo("payment:refund:order-1:r-1");
    RefundCommand command = command(record);
    assertThat(command)
        .isEqualTo(
            new RefundCommand(
                StandInWorker.commandId(record),
                command.acceptedAt(),
                new OrderId("order-1"),
                Optional.of(new TransactionId("t-1")),
                Optional.of(new Money(4_000, "VND")),
                Optional.of("r-1"),
                List.of(new OrderLine(new Sku("tea"), 1)),
                "broken"));
    worker.reply(
        record,
        Outcomes.duplicateOf(
            StandInWorker.commandId(record), Outcome.APPLIED, Reason.NONE, RESPONSE));
    assertThat(call.join().statusCode()).isEqualTo(200);
    assertThat(call.join().body()).isEqualTo(RESPONSE);
    assertThat(call.join().headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  @Test
  void each_rejection_has_its_status() {
    assertRejection(Reason.ORDER_UNKNOWN, 404, "The order is not known.");
    assertRejection(Reason.ORDER_NOT_PAID, 409, "The order is not paid.");
    assertRejection(Reason.ALREADY_REFUNDED, 400, "Order already refunded");
    assertRejection(Reason.EXCEEDS_PAYMENT, 422, "That is more than is left of the payment.");
    assertRejection(
        Reason.REFUND_DIFFERS, 422, "The refundId is known with another amount, payment or items.");
    assertRejection(
        Reason.LINES_DIFFER, 422, "The items are not the order's, or more than are left of it.");
    assertRejection(Reason.WRONG_CURRENCY, 422, "The payment was made in another currency.");
    assertRejection(Reason.REFUSED_BY_GATEWAY, 422, "The payment gateway refused the refund.");
  }

  @Test
  void a_second_refund_is_told_to_wait_at_every_ingress_while_the_first_runs() {
    CompletableFuture<HttpResponse<String>> first = ingress.beginRefund(PARTIAL);
    ConsumerRecord<String, byte[]> record = worker.next();
    assertThat(ingress.refund(PARTIAL, "wait=0").body()).isEqualTo(IN_PROGRESS);
    try (Ingress other = Ingress.startAnother(servers, Map.of())) {
      HttpResponse<String> second = other.refund(PARTIAL, "wait=0");
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).isEqualTo(IN_PROGRESS);
      String otherName = PARTIAL.replace("r-1", "r-2");
      assertThat(other.refund(otherName, "wait=0").statusCode()).isEqualTo(202);
      reply(record, Outcome.APPLIED, Reason.NONE, RESPONSE);
      assertThat(first.join().statusCode()).isEqualTo(201);
      assertThat(other.refund(PARTIAL, "wait=0").statusCode()).isEqualTo(202);
    }
  }

  @Test
  void who_waits_in_vain_is_told_where_to_ask() {
    HttpResponse<String> answer = ingress.refund(FULL, "wait=1");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).contains("/api/payment/order-1");
    assertThat(answer.body()).isEqualTo("{\"orderId\":\"order-1\",\"status\":\"ACCEPTED\"}");
  }

  @Test
  void what_is_not_in_order_is_refused_and_published_nowhere() {
    assertThat(ingress.refundWith("another-key", FULL).statusCode()).isEqualTo(401);
    assertThat(ingress.refund("{}", "wait=0").statusCode()).isEqualTo(400);
    HttpResponse<String> unnamed =
        ingress.refund(PARTIAL.replace("\"refundId\":\"r-1\",", ""), "wait=0");
    assertThat(unnamed.statusCode()).isEqualTo(422);
    assertThat(unnamed.body()).contains("A partial refund needs a refundId.");
    assertThat(ingress.call("DELETE", "/api/payment/refund").statusCode()).isEqualTo(405);
    assertThat(worker.published()).isZero();
  }

  @Test
  void without_kafka_nothing_is_promised() {
    servers.servers().kafka().stop();
    long begun = System.nanoTime();
    HttpResponse<String> answer = ingress.refund(FULL, "wait=5");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
  }

  private void assertRejection(Reason reason, int status, String message) {
    CompletableFuture<HttpResponse<String>> call = ingress.beginRefund(PARTIAL);
    reply(worker.next(), Outcome.REJECTED, reason, "");
    assertThat(call.join().statusCode()).as(reason.code()).isEqualTo(status);
    assertThat(call.join().body())
        .contains("\"statusCode\":" + status + ",\"message\":\"" + message + "\"");
  }

  private void reply(
      ConsumerRecord<String, byte[]> record, Outcome outcome, Reason reason, String response) {
    worker.reply(
        record, Outcomes.decided(StandInWorker.commandId(record), outcome, reason, response));
  }

  private static RefundCommand command(ConsumerRecord<String, byte[]> record) {
    Decoding<Command> decoding =
        CommandReader.read(CommandKind.REFUND, record.value(), Optional.empty(), UUID::randomUUID);
    return (RefundCommand) ((Decoding.Decoded<Command>) decoding).value();
  }
}

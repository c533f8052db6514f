package io.payonce.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.ingest.access.Sha256;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Reply;
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
final class CallbackIT {
  private static final Duration AT_ONCE = Duration.ofMillis(1400);

  private final TestServers servers;
  private final Ingress ingress;
  private final StandInWorker worker;

  CallbackIT(TestServers servers) {
    this.servers = servers;
    ingress = Ingress.start(servers);
    worker = new StandInWorker(servers, CommandKind.CALLBACK);
  }

  @AfterEach
  void stop() {
    worker.close();
    ingress.close();
  }

  @Test
  void a_forged_callback_goes_nowhere_and_is_counted() {
    assertThat(code(ingress.get(VnpayCall.PATH + "?" + VnpayCall.forged("t-1")))).isEqualTo("97");
    assertThat(code(ingress.get(VnpayCall.PATH))).isEqualTo("97");
    assertThat(worker.published()).isZero();
    assertThat(ingress.metrics())
        .containsPattern("payonce_ingress_callbacks_refused_total\\{.*reason=\"forged\".*} 2\\.0");
  }

  @Test
  void a_genuine_callback_is_in_kafka_before_it_is_answered() {
    String query = VnpayCall.paid("t-1");
    assertThat(code(ingress.get(VnpayCall.PATH + "?" + query))).isEqualTo("00");
    assertThat(worker.published()).isEqualTo(1);
    ConsumerRecord<String, byte[]> record = worker.next();
    assertThat(record.key()).isEqualTo("callback:VNPAY:t-1");
    assertThat(new String(record.value(), UTF_8)).doesNotContain("Nguyen").doesNotContain("Hash");
    CallbackCommand command = command(record);
    assertThat(command.commandId()).isEqualTo(StandInWorker.commandId(record));
    assertThat(command.commandId().version()).isEqualTo(7);
    assertThat(command.transactionId()).isEqualTo(new TransactionId("t-1"));
    assertThat(command.claim())
        .isEqualTo(new Claim(Claim.Status.SUCCEEDED, new Money(10_000, "VND"), "14422574"));
    assertThat(command.evidence().requestSha256()).isEqualTo(Sha256.hex(query.getBytes(UTF_8)));
    assertThat(ingress.metrics())
        .containsPattern("payonce_ingress_commands_total\\{kind=\"callback\".*} 1\\.0")
        .contains("payonce_ingress_durable_seconds_count");
  }

  @Test
  void the_answer_is_the_outcome_as_soon_as_it_is_known() {
    CompletableFuture<HttpResponse<String>> call =
        ingress.begin(VnpayCall.PATH + "?" + VnpayCall.paid("t-1"));
    ConsumerRecord<String, byte[]> record = worker.next();
    worker.reply(
        record,
        Outcomes.decided(
            StandInWorker.commandId(record), Outcome.REJECTED, Reason.WRONG_AMOUNT, ""));
    assertThat(code(call.join())).isEqualTo("04");
  }

  @Test
  void each_callback_is_in_kafka_when_it_is_answered_without_its_outcome() {
    try (Ingress other = Ingress.startAnother(servers, Map.of("VNPAY_ACK", "received"))) {
      for (int i = 1; i <= 20; i++) {
        assertThat(code(other.get(VnpayCall.PATH + "?" + VnpayCall.paid("t-" + i))))
            .isEqualTo("00");
        assertThat(worker.published()).isEqualTo(i);
      }
    }
    assertThat(StandInWorker.header(worker.next(), RecordHeaders.REPLY_TO)).isEmpty();
  }

  @Test
  void an_ingress_that_starts_before_kafka_serves_once_kafka_is_there() {
    servers.servers().kafka().stop();
    try (Ingress other = Ingress.startAnother(servers, Map.of())) {
      long begun = System.nanoTime();
      HttpResponse<String> answer = other.get(VnpayCall.PATH + "?" + VnpayCall.paid("t-1"));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
      assertThat(answer.statusCode()).isEqualTo(503);
      servers.servers().kafka().start();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> other.get(VnpayCall.PATH + "?" + VnpayCall.paid("t-2")).statusCode() == 200);
    }
  }

  @Test
  void a_parked_callback_is_not_found_for_now() {
    CompletableFuture<HttpResponse<String>> call =
        ingress.begin(VnpayCall.PATH + "?" + VnpayCall.paid("t-1"));
    ConsumerRecord<String, byte[]> record = worker.next();
    worker.reply(record, new Reply.Parked(StandInWorker.commandId(record)));
    assertThat(code(call.join())).isEqualTo("01");
  }

  @Test
  void a_posted_form_counts_like_a_query() {
    String form = "application/x-www-form-urlencoded";
    assertThat(code(ingress.post(VnpayCall.PATH, form, VnpayCall.paid("t-1")))).isEqualTo("00");
    assertThat(worker.next().key()).isEqualTo("callback:VNPAY:t-1");
  }

  @Test
  void a_callback_in_query_and_form_is_malformed() {
    String query = VnpayCall.paid("t-1");
    HttpResponse<String> answer =
        ingress.post(VnpayCall.PATH + "?" + query, "application/x-www-form-urlencoded", query);
    assertThat(code(answer)).isEqualTo("99");
    assertThat(worker.published()).isZero();
  }

  @Test
  void a_reference_that_cannot_be_ours_is_not_found() {
    assertThat(code(ingress.get(VnpayCall.PATH + "?" + VnpayCall.paid("order 1")))).isEqualTo("01");
    assertThat(worker.published()).isZero();
  }

  @Test
  void methods_that_are_unknown_or_not_set_up_are_not_found() {
    for (String method : List.of("MOMO", "vnpay", "BITCOIN")) {
      HttpResponse<String> answer = ingress.get("/api/payment/callback/" + method);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("\"error\":\"Not Found\"");
    }
  }

  @Test
  void a_body_of_another_type_is_refused() {
    assertThat(ingress.post(VnpayCall.PATH, "application/json", "{}").statusCode()).isEqualTo(415);
  }

  @Test
  void without_kafka_the_gateway_is_asked_to_try_again_within_a_second() {
    assertThat(code(ingress.get(VnpayCall.PATH + "?" + VnpayCall.paid("t-1")))).isEqualTo("00");
    servers.servers().kafka().stop();
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      HttpResponse<String> answer = ingress.get(VnpayCall.PATH + "?" + VnpayCall.paid("t-2"));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(answer.body()).contains("\"RspCode\":\"99\"");
    }
    await().until(() -> ingress.ready().statusCode() == 503);
    servers.servers().kafka().start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ingress.get(VnpayCall.PATH + "?" + VnpayCall.paid("t-3")).statusCode() == 200);
  }

  @Test
  void without_redis_the_answer_comes_at_once_and_nobody_is_asked_to_reply() {
    servers.servers().redis().stop();
    await().until(() -> ingress.ready().body().contains("\"redis\",\"status\":\"degraded\""));
    long begun = System.nanoTime();
    assertThat(code(ingress.get(VnpayCall.PATH + "?" + VnpayCall.paid("t-1")))).isEqualTo("00");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    assertThat(StandInWorker.header(worker.next(), RecordHeaders.REPLY_TO)).isEmpty();
    assertThat(ingress.metrics()).containsPattern("payonce_ingress_redis_degraded\\{.*} 1\\.0");
  }

  @Test
  void a_single_broker_is_ready_and_says_so() {
    HttpResponse<String> ready = ingress.ready();
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("durability: single broker");
  }

  private static String code(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return answer
        .body()
        .replaceFirst("^\\{\"RspCode\":\"(\\d\\d)\",\"Message\":\"[^\"]+\"}$", "$1");
  }

  private static CallbackCommand command(ConsumerRecord<String, byte[]> record) {
    Decoding<Command> decoding =
        CommandReader.read(
            CommandKind.CALLBACK, record.value(), Optional.empty(), UUID::randomUUID);
    return (CallbackCommand) ((Decoding.Decoded<Command>) decoding).value();
  }
}

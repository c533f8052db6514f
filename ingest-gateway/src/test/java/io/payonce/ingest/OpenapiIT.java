package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.ingest.http.Route;
import io.payonce.payments.Attempt;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CreateResponse;
import io.payonce.schemas.RefundResponse;
import io.payonce.schemas.Reply;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The document that a running ingress serves, against what it answers. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(60)
final class OpenapiIT {
  private static final OrderId ORDER = new OrderId("order-1");
  private static final Money AMOUNT = new Money(10_000, "VND");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final String CREATE =
      """
      {"orderId":"order-1","paymentMethod":"VNPAY","amount":10000,"currency":"VND",
       "items":[{"sku":"tea","quantity":2}],"customerIp":"203.0.113.7","locale":"en"}\
      """;
  private static final String REFUND =
      """
      {"orderId":"order-1","amount":4000,"currency":"VND","refundId":"r-1","transactionId":"t-1",
       "items":[{"sku":"tea","quantity":1}],"reason":"broken"}\
      """;
  private static final String RETURN = "/api/payment/return/VNPAY?";
  private static final String NO_ORDER = "{\"paymentMethod\":\"VNPAY\"}";

  private final TestServers servers;
  private final Ingress ingress;
  private final Openapi document;

  OpenapiIT(TestServers servers) {
    this.servers = servers;
    ingress = Ingress.start(servers);
    document = new Openapi(ingress.get("/openapi.yaml").body());
  }

  @AfterEach
  void stop() {
    ingress.close();
  }

  @Test
  void every_route_is_described_and_every_described_call_is_routed() {
    Map<String, Set<String>> described =
        document.calls().entrySet().stream()
            .collect(Collectors.toMap(call -> open(call.getKey()), Map.Entry::getValue));
    Map<String, Set<String>> routed =
        ingress.routes().stream()
            .collect(Collectors.toMap(Route::path, route -> new TreeSet<>(route.methods())));
    assertThat(described).isEqualTo(routed);
    for (Map.Entry<String, Set<String>> call : document.calls().entrySet()) {
      HttpResponse<String> answer = ingress.call("DELETE", call.getKey().replaceAll("[{}]", ""));
      assertThat(answer.statusCode()).as(call.getKey()).isEqualTo(405);
      // An order may be named as a path ends, so that its status can be asked for there, too.
      assertThat(answer.headers().firstValue("Allow").orElseThrow().split(", "))
          .containsAll(call.getValue());
    }
  }

  @Test
  void creates_are_answered_as_described() {
    String opened = CreateResponse.write(ORDER, attempt(), "https://pay.example/?a=b");
    document.assertAllowed(CREATE, "createPayment");
    try (StandInWorker worker = new StandInWorker(servers, CommandKind.CREATE)) {
      assertCreate(201, worker, id -> Outcomes.decided(id, Outcome.APPLIED, Reason.NONE, opened));
      assertCreate(
          200, worker, id -> Outcomes.duplicateOf(id, Outcome.APPLIED, Reason.NONE, opened));
      assertCreate(404, worker, id -> rejected(id, Reason.ORDER_UNKNOWN));
      assertCreate(409, worker, id -> rejected(id, Reason.ORDER_ALREADY_PAID));
      assertCreate(422, worker, id -> rejected(id, Reason.ORDER_DIFFERS));
      assertCreate(422, worker, id -> rejected(id, Reason.METHOD_NOT_OFFERED));
      assertCreate(500, worker, Outcomes::deadLettered);
      CompletableFuture<HttpResponse<String>> first = ingress.beginCreate(CREATE);
      ConsumerRecord<String, byte[]> record = worker.next();
      document.assertDescribed(409, ingress.create(CREATE, "wait=0"), "createPayment");
      worker.reply(record, new Reply.Parked(StandInWorker.commandId(record)));
      document.assertDescribed(202, first.join(), "createPayment");
    }
    document.assertDescribed(400, ingress.create(NO_ORDER, "wait=0"), "createPayment");
    document.assertDescribed(401, ingress.createWith("another", CREATE), "createPayment");
    // It is closed while more is being sent, so that the answer can be lost on its way.
    await()
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .untilAsserted(
            () ->
                document.assertDescribed(
                    413,
                    ingress.create(" ".repeat(1_000_000) + CREATE, "wait=0"),
                    "createPayment"));
  }

  @Test
  void refunds_are_answered_as_described() {
    String taken = RefundResponse.write(ORDER, refund());
    document.assertAllowed(REFUND, "refundPayment");
    try (StandInWorker worker = new StandInWorker(servers, CommandKind.REFUND)) {
      assertRefund(201, worker, id -> Outcomes.decided(id, Outcome.APPLIED, Reason.NONE, taken));
      assertRefund(
          200, worker, id -> Outcomes.duplicateOf(id, Outcome.APPLIED, Reason.NONE, taken));
      assertRefund(400, worker, id -> rejected(id, Reason.ALREADY_REFUNDED));
      assertRefund(404, worker, id -> rejected(id, Reason.ORDER_UNKNOWN));
      assertRefund(409, worker, id -> rejected(id, Reason.ORDER_NOT_PAID));
      assertRefund(422, worker, id -> rejected(id, Reason.EXCEEDS_PAYMENT));
      assertRefund(500, worker, Outcomes::deadLettered);
      document.assertDescribed(202, ingress.refund(REFUND, "wait=0"), "refundPayment");
    }
    String unnamed = "{\"orderId\":\"order-1\",\"amount\":1,\"currency\":\"VND\"}";
    document.assertDescribed(422, ingress.refund(unnamed, "wait=0"), "refundPayment");
    document.assertDescribed(400, ingress.refund(NO_ORDER, "wait=0"), "refundPayment");
    document.assertDescribed(401, ingress.refundWith("another", REFUND), "refundPayment");
  }

  @Test
  void the_status_of_orders_is_told_as_described() {
    StoredOrder.migrate(servers);
    StoredOrder.insert(servers);
    document.assertDescribed(503, ingress.ask("/api/payment/order-1"), "getOrder");
    try (Ingress other = Ingress.startAnother(servers, StoredOrder.settings(servers))) {
      document.assertDescribed(200, other.ask("/api/payment/order-1"), "getOrder");
      document.assertDescribed(404, other.ask("/api/payment/order-2"), "getOrder");
      document.assertDescribed(401, other.get("/api/payment/order-1"), "getOrder");
    }
  }

  @Test
  void gateways_and_their_customers_are_answered_as_described() {
    String paid = VnpayCall.paid("t-1");
    String form = "application/x-www-form-urlencoded";
    document.assertDescribed(200, ingress.get(VnpayCall.PATH + "?" + paid), "callbackByQuery");
    document.assertDescribed(
        200, ingress.get(VnpayCall.PATH + "?" + VnpayCall.forged("t-1")), "callbackByQuery");
    document.assertDescribed(
        404, ingress.get("/api/payment/callback/MOMO?" + paid), "callbackByQuery");
    document.assertDescribed(200, ingress.post(VnpayCall.PATH, form, paid), "callbackByForm");
    document.assertDescribed(
        415, ingress.post(VnpayCall.PATH, "text/plain", paid), "callbackByForm");
    document.assertDescribed(200, ingress.get(RETURN + paid), "returnOfCustomer");
    document.assertDescribed(
        400, ingress.get(RETURN + VnpayCall.forged("t-1")), "returnOfCustomer");
    document.assertDescribed(
        404, ingress.get("/api/payment/return/MOMO?" + paid), "returnOfCustomer");
    Map<String, String> settings =
        Map.of(
            "INGRESS_SHOP_URL", "https://shop.example/", "INGRESS_BAD_SIGNATURES_PER_MINUTE", "1");
    try (Ingress other = Ingress.startAnother(servers, settings)) {
      document.assertDescribed(303, other.get(RETURN + paid), "returnOfCustomer");
      String forged = VnpayCall.PATH + "?" + VnpayCall.forged("t-1");
      document.assertDescribed(200, other.get(forged), "callbackByQuery");
      document.assertDescribed(429, other.get(forged), "callbackByQuery");
    }
  }

  @Test
  void the_document_and_its_page_are_told_as_described() {
    document.assertDescribed(200, ingress.get("/openapi.yaml"), "getOpenapi");
    document.assertDescribed(200, ingress.get("/docs"), "getDocs");
    document.assertDescribed(200, ingress.get("/docs/page.js"), "getDocsFile");
    document.assertDescribed(200, ingress.get("/docs/page.css"), "getDocsFile");
    document.assertDescribed(404, ingress.get("/docs/page.html"), "getDocsFile");
  }

  private void assertCreate(int status, StandInWorker worker, Function<UUID, Reply> reply) {
    CompletableFuture<HttpResponse<String>> call = ingress.beginCreate(CREATE);
    answer(worker, reply);
    document.assertDescribed(status, call.join(), "createPayment");
  }

  private void assertRefund(int status, StandInWorker worker, Function<UUID, Reply> reply) {
    CompletableFuture<HttpResponse<String>> call = ingress.beginRefund(REFUND);
    answer(worker, reply);
    document.assertDescribed(status, call.join(), "refundPayment");
  }

  private static void answer(StandInWorker worker, Function<UUID, Reply> reply) {
    ConsumerRecord<String, byte[]> record = worker.next();
    worker.reply(record, reply.apply(StandInWorker.commandId(record)));
  }

  private static Reply rejected(UUID commandId, Reason reason) {
    return Outcomes.decided(commandId, Outcome.REJECTED, reason, "");
  }

  private static Attempt attempt() {
    return new Attempt(
        new TransactionId("t-1"),
        PaymentMethod.VNPAY,
        AMOUNT,
        NOW,
        NOW.plusSeconds(900),
        Attempt.Status.PENDING,
        "");
  }

  private static Refund refund() {
    return new Refund(
        new TransactionId("t-2"),
        new TransactionId("t-1"),
        "r-1",
        new Money(4_000, "VND"),
        List.of(),
        NOW,
        Refund.Status.PROCESSING,
        "7");
  }

  /** As routes are spelled. */
  private static String open(String path) {
    return path.replaceFirst("\\{\\w+}$", "");
  }
}

package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.payonce.auditor.OutcomeAuditor;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.VnpaySignature;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import io.payonce.refunds.RefundProcessor;
import io.payonce.simulator.GatewayNumbers;
import io.payonce.simulator.PaymentRequest;
import io.payonce.simulator.VnpayCustomer;
import io.payonce.simulator.VnpayTerminal;
import io.payonce.system.observability.MetricUse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A payment and its refund, as operators see them: in metrics, traces and logs. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class ObservedPaymentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern PAYMENT_URL = Pattern.compile("\"paymentUrl\":\"([^\"]+)\"");
  private static final String ORDER = "ORD-1";
  private static final long AMOUNT = 10_000;
  private static final String OF_THE_CALLBACK = "0af7651916cd43dd8448eb211c80319c";
  private static final String OF_THE_REFUND = "0af7651916cd43dd8448eb211c80319d";

  /** What must be nowhere. Some of it is our own, some a caller's or a customer's. */
  private static final List<String> PLANTED =
      List.of(
          Installation.HASH_SECRET,
          Ingress.API_KEY,
          "planted-wrong-key",
          "planted-cookie",
          "planted-forged-hash",
          "NGUYEN PLANTED",
          "NGUYEN+PLANTED",
          "NGUYEN%20PLANTED",
          "9704198526191432198",
          "planted@example.org",
          "0912345678");

  private final Installation installation;
  private final SeenLogs logs = new SeenLogs();
  private final SeenSpans spans = new SeenSpans();
  private final PlayedVnpay vnpay = new PlayedVnpay();
  private final CallbackProcessor callbacks;
  private final RefundProcessor refunds;
  private final OutcomeAuditor auditor;
  private final Ingress ingress;
  private final VnpayCustomer customer =
      new VnpayCustomer(
          new VnpayTerminal(Installation.TMN_CODE, new HashSecret(Installation.HASH_SECRET)),
          new GatewayNumbers(15_000_000));

  ObservedPaymentIT(TestServers servers) {
    installation = Installation.on(servers);
    Map<String, String> telling =
        Map.of("PAYONCE_LOG_DECISIONS", "info", "PAYONCE_LOG_REPEATS", "info");
    Map<String, String> environment = new HashMap<>(installation.processorEnvironment());
    environment.putAll(telling);
    environment.put("RECONCILE", "true");
    environment.put("VNPAY_API_URL", vnpay.merchantApi().toString());
    callbacks = CallbackProcessor.start(environment);
    Map<String, String> refunding =
        new HashMap<>(installation.refundEnvironment(vnpay.merchantApi()));
    refunding.putAll(telling);
    refunds = RefundProcessor.start(refunding);
    auditor = OutcomeAuditor.start(installation.auditorEnvironment(PATIENCE));
    ingress = Ingress.start(installation);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                new Management(auditor.managementPort()).metric("payonce_audit_behind_seconds")
                    < PATIENCE.toSeconds());
    ingress.awaitDeciding(customer.payUnknown(AMOUNT).query());
  }

  @AfterEach
  void stop() {
    ingress.close();
    auditor.close();
    refunds.close();
    callbacks.close();
    vnpay.close();
    spans.close();
    logs.close();
  }

  /** One run for all three, since it is the servers that take the time. */
  @Test
  void a_payment_is_seen_in_metrics_traces_and_logs_and_none_of_them_tells_a_secret()
      throws IOException {
    pay();
    refund();
    everyMetricThatIsAskedForIsThere();
    theTraceRunsFromTheRequestToTheCommit();
    theLogTellsCommandsKeysAndOutcomes();
    nothingPlantedIsAnywhere();
  }

  /** Opened, paid, told again, forged, and with things in it that are none of our business. */
  private void pay() {
    HttpResponse<String> created =
        ingress.create(
            """
            {"orderId":"%s","paymentMethod":"VNPAY","amount":%d,"currency":"VND",
             "items":[{"sku":"tea","quantity":2}],
             "customerName":"NGUYEN PLANTED","email":"planted@example.org",
             "card":{"number":"9704198526191432198"},"phone":"0912345678"}\
            """
                .formatted(ORDER, AMOUNT));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    PaymentRequest request = request(created);
    String paid = paidWithPersonalData(request);
    assertThat(Ingress.rspCode(traced(paid, OF_THE_CALLBACK))).isEqualTo("00");
    assertThat(Ingress.rspCode(ingress.callback(paid))).isEqualTo("02");
    String forged = paid.replaceFirst("vnp_SecureHash=.*", "vnp_SecureHash=planted-forged-hash");
    assertThat(Ingress.rspCode(ingress.callback(forged))).isEqualTo("97");
    assertThat(
            ingress
                .send(
                    ingress
                        .request("/api/payment/refund")
                        .header("Authorization", "Bearer planted-wrong-key")
                        .header("Cookie", "session=planted-cookie")
                        .header("Content-Type", Ingress.JSON)
                        .POST(BodyPublishers.ofString("{}"))
                        .build())
                .statusCode())
        .isEqualTo(401);
  }

  private void refund() {
    HttpResponse<String> refunded =
        ingress.send(
            ingress
                .request("/api/payment/refund")
                .header("Authorization", "Bearer " + Ingress.API_KEY)
                .header("Content-Type", Ingress.JSON)
                .header("Prefer", "wait=30")
                .header("traceparent", parent(OF_THE_REFUND))
                .POST(BodyPublishers.ofString("{\"orderId\":\"" + ORDER + "\"}"))
                .build());
    assertThat(refunded.statusCode()).as(refunded.body()).isEqualTo(201);
  }

  private void everyMetricThatIsAskedForIsThere() throws IOException {
    System.gc();
    Set<MetricUse> asked = new HashSet<>(MetricUse.in("prometheus/rules", ".yml"));
    asked.addAll(MetricUse.in("grafana/dashboards", ".json"));
    assertThat(asked).hasSizeGreaterThan(30);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String scrape = scrape();
              assertThat(asked).allMatch(use -> use.isIn(scrape));
            });
    Management management = new Management(callbacks.managementPort());
    String decided = "payonce_commands_decided_total";
    assertThat(management.metric(decided, "kind=\"callback\"", "outcome=\"applied\"")).isEqualTo(1);
    assertThat(management.metric(decided, "kind=\"callback\"", "outcome=\"duplicate\""))
        .isEqualTo(1);
    assertThat(management.metric("payonce_commands_duplicates_total", "kind=\"callback\""))
        .isEqualTo(1);
    assertThat(
            new Management(refunds.managementPort())
                .metric(decided, "method=\"VNPAY\"", "outcome=\"applied\""))
        .isEqualTo(1);
    assertThat(scrape().lines())
        .as("who gives a command up decides nothing")
        .noneMatch(line -> line.startsWith(decided) && line.contains("dead_lettered"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(lag(management, "commands")).isZero();
              assertThat(lag(management, "retries"))
                  .as("the callback of a transaction that nobody knows, in whatever tier it is")
                  .isPositive();
            });
  }

  private static double lag(Management management, String source) {
    return management.metric(
        "payonce_lag_records", "kind=\"callback\"", "source=\"" + source + "\"");
  }

  private String scrape() {
    return ingress.management().metrics()
        + new Management(callbacks.managementPort()).metrics()
        + new Management(refunds.managementPort()).metrics()
        + new Management(auditor.managementPort()).metrics();
  }

  private void theTraceRunsFromTheRequestToTheCommit() {
    SpanData request = spans.only(OF_THE_CALLBACK, "GET /api/payment/callback/");
    SpanData sent = spans.only(OF_THE_CALLBACK, "payment.callback send");
    SpanData committed = spans.only(OF_THE_CALLBACK, "payment.callback commit");
    assertThat(sent.getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(committed.getParentSpanId()).isEqualTo(sent.getSpanId());
    SpanData batch =
        spans.linkedTo(sent).stream()
            .filter(span -> span.getName().equals("payment batch"))
            .findFirst()
            .orElseThrow();
    assertThat(committed.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(batch.getSpanId());
    assertThat(spans.only(batch.getTraceId(), "commit").getParentSpanId())
        .as("the transaction is within the batch")
        .isEqualTo(batch.getSpanId());
    assertThat(spans.only(OF_THE_REFUND, "payment.refund process").getParentSpanId())
        .isEqualTo(spans.only(OF_THE_REFUND, "payment.refund send").getSpanId());
    assertThat(tracesOf(installation.topics().outcomes())).contains(OF_THE_CALLBACK, OF_THE_REFUND);
  }

  private List<String> tracesOf(String topic) {
    List<String> traces = new ArrayList<>();
    try (TopicLog log = new TopicLog(installation, topic)) {
      for (ConsumerRecord<byte[], byte[]> record : log.read()) {
        Header header = record.headers().lastHeader("traceparent");
        if (header != null) {
          traces.add(new String(header.value(), UTF_8).split("-")[1]);
        }
      }
    }
    return traces;
  }

  private void theLogTellsCommandsKeysAndOutcomes() {
    assertThat(logs.lines())
        .anyMatch(line -> isOf(line, "{\"key\":\"callback:VNPAY:", "{\"outcome\":\"applied\"}"))
        .anyMatch(line -> isOf(line, "{\"key\":\"callback:VNPAY:", "{\"outcome\":\"duplicate\"}"))
        .anyMatch(line -> isOf(line, "{\"key\":\"payment:refund:ORD-1", "\"applied\""))
        .anyMatch(line -> isOf(line, "{\"outcome\":\"waiting\"}", "unknown-transaction"));
  }

  private static boolean isOf(String line, String... parts) {
    return line.contains("{\"commandId\":\"") && List.of(parts).stream().allMatch(line::contains);
  }

  private void nothingPlantedIsAnywhere() {
    for (String planted : PLANTED) {
      assertThat(logs.lines()).as("the log").noneMatch(line -> line.contains(planted));
      assertThat(spans.all()).as("spans").noneMatch(span -> span.contains(planted));
    }
    for (String topic : installation.topics().all()) {
      try (TopicLog log = new TopicLog(installation, topic)) {
        for (ConsumerRecord<byte[], byte[]> record : log.read()) {
          assertThat(PLANTED).as(topic).noneMatch(text(record)::contains);
        }
      }
    }
    List<String> kept = redis();
    assertThat(kept).as("there is something in Redis").isNotEmpty();
    for (String planted : PLANTED) {
      assertThat(kept).as("Redis").noneMatch(value -> value.contains(planted));
    }
    assertThat(PLANTED).as("metrics").noneMatch(scrape()::contains);
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder();
    text.append(record.key() == null ? "" : new String(record.key(), UTF_8));
    text.append(record.value() == null ? "" : new String(record.value(), UTF_8));
    record.headers().forEach(header -> text.append(new String(header.value(), UTF_8)));
    return text.toString();
  }

  private List<String> redis() {
    RedisClient client = RedisClient.create(installation.servers().redisUrl());
    try (var connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      List<String> kept = new ArrayList<>();
      for (String key : redis.keys(installation.servers().namespace() + "*")) {
        kept.add(key + " " + redis.get(key));
      }
      return kept;
    } finally {
      client.shutdown();
    }
  }

  private HttpResponse<String> traced(String query, String traceId) {
    return ingress.send(
        ingress
            .request(Ingress.CALLBACK + "?" + query)
            .header("traceparent", parent(traceId))
            .build());
  }

  private static String parent(String traceId) {
    return "00-" + traceId + "-b7ad6b7169203331-01";
  }

  private static PaymentRequest request(HttpResponse<String> created) {
    Matcher paymentUrl = PAYMENT_URL.matcher(created.body());
    assertThat(paymentUrl.find()).as(created.body()).isTrue();
    return PaymentRequest.of(paymentUrl.group(1));
  }

  /** Booked at VNPAY, so that it can be paid back, and signed with fields that we must drop. */
  private String paidWithPersonalData(PaymentRequest request) {
    String number =
        vnpay.book(
            new TransactionId(request.reference()),
            new Money(AMOUNT, "VND"),
            LocalDateTime.parse(request.createDate(), DateTimeFormatter.ofPattern("yyyyMMddHHmmss"))
                .toInstant(ZoneOffset.ofHours(7)));
    String text =
        VnpaySignature.canonicalText(
            List.of(
                new Parameter("vnp_Amount", Long.toString(request.hundredths())),
                new Parameter("vnp_BankCode", "NCB"),
                new Parameter("vnp_CardHolder", "NGUYEN PLANTED"),
                new Parameter("vnp_CardNumber", "9704198526191432198"),
                new Parameter("vnp_Email", "planted@example.org"),
                new Parameter("vnp_Phone", "0912345678"),
                new Parameter("vnp_ResponseCode", "00"),
                new Parameter("vnp_TmnCode", request.tmnCode()),
                new Parameter("vnp_TransactionNo", number),
                new Parameter("vnp_TransactionStatus", "00"),
                new Parameter("vnp_TxnRef", request.reference())));
    String hash = VnpaySignature.sign(new HashSecret(Installation.HASH_SECRET), text);
    return text + "&" + VnpaySignature.HASH + "=" + hash;
  }
}

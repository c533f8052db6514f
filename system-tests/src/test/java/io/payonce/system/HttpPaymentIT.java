package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.schemas.CommandKind;
import io.payonce.simulator.GatewayNumbers;
import io.payonce.simulator.PaymentRequest;
import io.payonce.simulator.VnpayCustomer;
import io.payonce.simulator.VnpayIpn;
import io.payonce.simulator.VnpayTerminal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A payment as those outside see it: opened by our API, paid at VNPAY, confirmed by callbacks. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class HttpPaymentIT {
  private static final int AT_ONCE = 8;
  private static final Pattern PAYMENT_URL = Pattern.compile("\"paymentUrl\":\"([^\"]+)\"");

  private final Installation installation;
  private final CallbackProcessor processor;
  private final Ingress ingress;
  private final VnpayCustomer customer =
      new VnpayCustomer(
          new VnpayTerminal(Installation.TMN_CODE, new HashSecret(Installation.HASH_SECRET)),
          new GatewayNumbers(14_000_000));

  HttpPaymentIT(TestServers servers) {
    installation = Installation.on(servers);
    processor = installation.startProcessor();
    ingress = Ingress.start(installation);
    ingress.awaitDeciding(customer.payUnknown(10_000).query());
  }

  @AfterEach
  void stop() {
    ingress.close();
    processor.close();
  }

  @Test
  void a_payment_is_confirmed_once_and_its_repeats_are_told_so() {
    VnpayIpn paid = customer.pay(open("ORD-1"));
    assertThat(told(paid)).isEqualTo("00");
    assertThat(told(paid)).isEqualTo("02");
    assertThat(told(ingress.call("POST", Ingress.CALLBACK, Ingress.FORM, paid.query())))
        .isEqualTo("02");
    assertThat(statuses("ORD-1")).containsExactly("PAID SUCCEEDED");
    assertThat(sold("ORD-1")).isEqualTo(-2);
  }

  @Test
  void a_callback_that_comes_many_times_at_once_confirms_once() {
    VnpayIpn paid = customer.pay(open("ORD-1"));
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      calls.add(ingress.beginCallback(paid.query()));
    }
    assertThat(calls.stream().map(CompletableFuture::join).map(HttpPaymentIT::told).sorted())
        .containsExactly("00", "02", "02", "02", "02", "02", "02", "02");
    assertThat(sold("ORD-1")).isEqualTo(-2);
  }

  @Test
  void a_wrong_amount_is_told_each_time_and_does_not_stand_in_the_way() {
    PaymentRequest request = open("ORD-1");
    VnpayIpn wrong = customer.payOtherAmount(request, 9_999);
    assertThat(told(wrong)).isEqualTo("04");
    assertThat(told(wrong)).isEqualTo("04");
    assertThat(statuses("ORD-1")).containsExactly("PENDING PENDING");
    assertThat(told(customer.pay(request))).isEqualTo("00");
  }

  @Test
  void a_failure_is_recorded_a_later_success_counts_and_a_later_failure_does_not() {
    PaymentRequest request = open("ORD-1");
    VnpayIpn failed = customer.cancel(request);
    assertThat(told(failed)).isEqualTo("00");
    assertThat(statuses("ORD-1")).containsExactly("PENDING FAILED");
    assertThat(told(failed)).isEqualTo("02");
    assertThat(told(customer.pay(request))).isEqualTo("00");
    PaymentRequest other = open("ORD-2");
    assertThat(told(customer.pay(other))).isEqualTo("00");
    assertThat(told(customer.cancel(other))).as("a failure after the success").isEqualTo("02");
    assertThat(statuses("ORD-1")).containsExactly("PAID SUCCEEDED");
    assertThat(statuses("ORD-2")).containsExactly("PAID SUCCEEDED");
  }

  @Test
  void what_is_forged_is_refused_and_published_nowhere() {
    PaymentRequest request = open("ORD-1");
    try (TopicLog callbacks =
        new TopicLog(installation, installation.topics().commands(CommandKind.CALLBACK))) {
      int before = callbacks.read().size();
      assertThat(told(customer.forge(request))).isEqualTo("97");
      assertThat(callbacks.read()).hasSize(before);
      assertThat(told(customer.payUnknown(10_000))).as("genuine, and unknown").isEqualTo("01");
      assertThat(callbacks.read()).hasSize(before + 1);
    }
    assertThat(statuses("ORD-1")).containsExactly("PENDING PENDING");
  }

  @Test
  void the_same_create_again_gets_the_same_bytes_and_another_one_is_refused() {
    HttpResponse<String> first = ingress.create(order("ORD-1", 10_000));
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    HttpResponse<String> again = ingress.create(order("ORD-1", 10_000));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(again.body()).isEqualTo(first.body());
    String known = "{\"orderId\":\"ORD-1\",\"paymentMethod\":\"VNPAY\"}";
    assertThat(ingress.create(known).body()).isEqualTo(first.body());
    assertThat(ingress.create(order("ORD-1", 20_000)).statusCode()).isEqualTo(422);
    assertThat(told(customer.pay(request(first)))).isEqualTo("00");
    HttpResponse<String> paid = ingress.create(order("ORD-1", 10_000));
    assertThat(paid.statusCode()).isEqualTo(409);
    assertThat(paid.body()).contains("\"error\":\"Conflict\"").contains("paid already");
  }

  @Test
  void an_unknown_order_needs_its_details() {
    String unknown = "{\"orderId\":\"ORD-1\",\"paymentMethod\":\"VNPAY\"}";
    assertThat(ingress.create(unknown).statusCode()).isEqualTo(404);
    assertThat(ingress.create(order("ORD-1", 10_000)).statusCode()).isEqualTo(201);
    assertThat(ingress.create(unknown).statusCode()).isEqualTo(200);
  }

  @Test
  void many_creates_of_one_order_at_once_open_one_transaction() {
    Set<String> opened = new HashSet<>();
    for (HttpResponse<String> answer : createManyTimes("ORD-1", "wait=30")) {
      assertThat(answer.statusCode()).isIn(200, 201, 409);
      if (answer.statusCode() != 409) {
        opened.add(answer.body());
      }
    }
    assertThat(opened).hasSize(1);
    assertThat(statuses("ORD-1")).containsExactly("PENDING PENDING");
  }

  /** Nobody waits, so that nothing but the worker keeps them apart. */
  @Test
  void many_creates_that_all_reach_the_worker_open_one_transaction() {
    assertThat(createManyTimes("ORD-1", "wait=0")).allMatch(answer -> answer.statusCode() != 201);
    assertThat(ingress.create(order("ORD-1", 10_000)).statusCode()).isEqualTo(200);
    assertThat(statuses("ORD-1")).containsExactly("PENDING PENDING");
  }

  private List<HttpResponse<String>> createManyTimes(String orderId, String prefer) {
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      calls.add(ingress.beginCreate(order(orderId, 10_000), prefer));
    }
    return calls.stream().map(CompletableFuture::join).toList();
  }

  /** Opens an order of 10,000 VND, and returns what VNPAY is asked to have paid. */
  private PaymentRequest open(String orderId) {
    HttpResponse<String> created = ingress.create(order(orderId, 10_000));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return request(created);
  }

  private static PaymentRequest request(HttpResponse<String> created) {
    Matcher paymentUrl = PAYMENT_URL.matcher(created.body());
    assertThat(paymentUrl.find()).as(created.body()).isTrue();
    return PaymentRequest.of(paymentUrl.group(1));
  }

  private String told(VnpayIpn ipn) {
    return told(ingress.callback(ipn.query()));
  }

  private static String told(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return Ingress.rspCode(answer);
  }

  /** The status of the order and of its transaction, once for each transaction. */
  private List<String> statuses(String orderId) {
    return installation
        .database()
        .rows(
            """
            SELECT o.status, t.status FROM orders o JOIN transactions t USING (order_id)
             WHERE order_id = ? ORDER BY t.transaction_id
            """,
            orderId);
  }

  private long sold(String orderId) {
    return installation
        .database()
        .number(
            """
            SELECT coalesce(sum(quantity), 0) FROM inventory_movements m
              JOIN transactions t USING (transaction_id) WHERE t.order_id = ?
            """,
            orderId);
  }

  private static String order(String orderId, long amount) {
    return """
    {"orderId":"%s","paymentMethod":"VNPAY","amount":%d,"currency":"VND",
     "items":[{"sku":"tea","quantity":2}]}\
    """
        .formatted(orderId, amount);
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.refunds.RefundProcessor;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CreateCommand;
import io.payonce.simulator.merchant.BooksPage;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Refunds as internal systems see them, at two ingresses, with the gateway's books beside. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class HttpRefundIT {
  private static final int AT_ONCE = 8;
  private static final long PRICE = 10_000;
  private static final String ALL = "{\"orderId\":\"ORD-1\"}";

  private final Installation installation;
  private final PlayedVnpay vnpay = new PlayedVnpay();
  private final CallbackProcessor callbacks;
  private final RefundProcessor refunds;
  private final Ingress one;
  private final Ingress other;

  HttpRefundIT(TestServers servers) {
    installation = Installation.on(servers);
    callbacks = installation.startProcessor();
    refunds = RefundProcessor.start(installation.refundEnvironment(vnpay.merchantApi()));
    one = Ingress.start(installation);
    other = Ingress.start(installation);
  }

  @AfterEach
  void stop() {
    other.close();
    one.close();
    refunds.close();
    callbacks.close();
    vnpay.close();
  }

  @Test
  void all_is_paid_back_once_and_told_alike_to_everybody() {
    assertThat(refund(one, ALL).statusCode()).as("unknown").isEqualTo(404);
    TransactionId payment = create();
    assertThat(refund(one, ALL).statusCode()).as("not paid").isEqualTo(409);
    pay(payment);
    List<Callable<HttpResponse<String>>> clicks = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Ingress ingress = i % 2 == 0 ? one : other;
      clicks.add(() -> refund(ingress, ALL));
    }
    List<HttpResponse<String>> told = CarelessClient.atOnce(clicks);
    assertThat(told).allMatch(answer -> List.of(200, 201, 409).contains(answer.statusCode()));
    List<HttpResponse<String>> first =
        told.stream().filter(answer -> answer.statusCode() == 201).toList();
    assertThat(first).hasSize(1);
    assertThat(first.getFirst().body()).contains("\"amount\":10000", "\"transactionId\"");
    for (Ingress ingress : List.of(one, other)) {
      HttpResponse<String> again = refund(ingress, ALL);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(first.getFirst().body());
      assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    }
    HttpResponse<String> more = refund(other, part("r-1", 1_000));
    assertThat(more.statusCode()).isEqualTo(400);
    assertThat(more.body()).contains("Order already refunded");
    assertThat(booked(payment)).extracting(BooksPage.Refund::vnd).containsExactly(PRICE);
  }

  @Test
  void parts_are_paid_back_by_their_names_and_never_more_than_was_paid() {
    TransactionId payment = create();
    pay(payment);
    assertThat(
            refund(one, "{\"orderId\":\"ORD-1\",\"amount\":1000,\"currency\":\"VND\"}")
                .statusCode())
        .as("a part without a name")
        .isEqualTo(422);
    HttpResponse<String> first = refund(one, part("r-1", 4_000));
    assertThat(first.statusCode()).isEqualTo(201);
    HttpResponse<String> again = refund(other, part("r-1", 4_000));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(refund(other, part("r-1", 4_001)).statusCode()).as("changed").isEqualTo(422);
    assertThat(refund(other, part("r-2", 6_001)).statusCode()).as("too much").isEqualTo(422);
    HttpResponse<String> rest = refund(other, ALL);
    assertThat(rest.statusCode()).as("no amount: all that is left").isEqualTo(201);
    assertThat(rest.body()).contains("\"amount\":6000");
    assertThat(booked(payment)).extracting(BooksPage.Refund::vnd).containsExactly(4_000L, 6_000L);
    HttpResponse<String> status = one.call("GET", "/api/payment/ORD-1", Ingress.JSON, "");
    assertThat(status.body()).contains("\"REFUNDED\"", payment.value());
  }

  private static HttpResponse<String> refund(Ingress ingress, String body) {
    return ingress.call("POST", Ingress.REFUND, Ingress.JSON, body);
  }

  private static String part(String refundId, long amount) {
    return "{\"orderId\":\"ORD-1\",\"refundId\":\"%s\",\"amount\":%d,\"currency\":\"VND\"}"
        .formatted(refundId, amount);
  }

  private TransactionId create() {
    HttpResponse<String> created =
        one.create(
            "{\"orderId\":\"ORD-1\",\"paymentMethod\":\"VNPAY\",\"amount\":10000,\"currency\":\"VND\",\"items\":[{\"sku\":\"tea\",\"quantity\":2}]}");
    assertThat(created.statusCode()).isEqualTo(201);
    return new TransactionId(CreateStorm.transaction(Told.of("ORD-1", "", created)));
  }

  /** Paid at the gateway, whose callback comes. */
  private void pay(TransactionId payment) {
    CreateCommand create =
        PublishedCommands.read(installation, CommandKind.CREATE, CreateCommand.class).getFirst();
    Money price = new Money(PRICE, "VND");
    String number = vnpay.book(payment, price, create.acceptedAt());
    CallbackCommand paid =
        new CallbackCommand(
            UUID.randomUUID(),
            Instant.now(),
            PaymentMethod.VNPAY,
            payment,
            new Claim(Claim.Status.SUCCEEDED, price, number),
            new CallbackCommand.Evidence(CallbackCommand.Source.IPN, Map.of(), ""));
    assertThat(Ingress.rspCode(other.callback(VnpayQuery.of(paid)))).isEqualTo("00");
  }

  private List<BooksPage.Refund> booked(TransactionId payment) {
    return vnpay.books().payment(payment.value()).orElseThrow().refunds();
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CreateCommand;
import io.payonce.simulator.GatewayNumbers;
import io.payonce.simulator.PaymentRequest;
import io.payonce.simulator.VnpayCustomer;
import io.payonce.simulator.VnpayTerminal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Attempts to pay an order, one after the other, at two ingresses that cannot see the database. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class HttpAttemptsIT {
  private static final Pattern PAYMENT_URL = Pattern.compile("\"paymentUrl\":\"([^\"]+)\"");
  private static final String TEA = "{\"sku\":\"tea\",\"quantity\":2}";
  private static final String CUP = "{\"sku\":\"cup\",\"quantity\":1}";

  private final Installation installation;
  private final CallbackProcessor processor;
  private final Ingress one;
  private final Ingress other;
  private final VnpayCustomer customer =
      new VnpayCustomer(
          new VnpayTerminal(Installation.TMN_CODE, new HashSecret(Installation.HASH_SECRET)),
          new GatewayNumbers(15_000_000));

  HttpAttemptsIT(TestServers servers) {
    installation = Installation.on(servers);
    processor = installation.startProcessor();
    one = Ingress.startWithoutDatabase(installation);
    other = Ingress.startWithoutDatabase(installation);
    one.awaitDeciding(customer.payUnknown(10_000).query());
  }

  @AfterEach
  void stop() {
    other.close();
    one.close();
    processor.close();
  }

  /** Only the workers look into the database, and they have ended. */
  @Test
  void a_create_that_was_answered_is_answered_again_without_kafka_workers_or_database() {
    HttpResponse<String> first = one.create(order(10_000, TEA, CUP));
    assertThat(first.statusCode()).isEqualTo(201);
    processor.close();
    try (TopicLog creates =
        new TopicLog(installation, installation.topics().commands(CommandKind.CREATE))) {
      List<String> ends = creates.ends();
      for (Ingress ingress : List.of(one, other)) {
        for (String again :
            List.of(
                order(10_000, TEA, CUP),
                order(10_000, CUP, TEA),
                "{\"orderId\":\"ORD-1\",\"paymentMethod\":\"VNPAY\"}")) {
          HttpResponse<String> answer = ingress.create(again, "wait=0");
          assertThat(answer.statusCode()).as(again).isEqualTo(200);
          assertThat(answer.body()).isEqualTo(first.body());
          assertThat(answer.headers().firstValue("Idempotent-Replayed")).contains("true");
        }
        assertThat(ingress.management().metric("payonce_ingress_creates_replayed_total"))
            .isEqualTo(3);
      }
      assertThat(creates.ends()).isEqualTo(ends);
      assertThat(other.create(order(10_001, TEA, CUP), "wait=0").statusCode())
          .as("another content is for a worker to decide")
          .isEqualTo(202);
      assertThat(creates.ends()).isNotEqualTo(ends);
    }
  }

  @Test
  void other_contents_of_an_order_are_refused_at_every_ingress() {
    assertThat(one.create(order(10_000, TEA, CUP)).statusCode()).isEqualTo(201);
    assertThat(other.create(order(10_001, TEA, CUP)).statusCode()).isEqualTo(422);
    assertThat(other.create(order(10_000, TEA)).statusCode()).isEqualTo(422);
    assertThat(other.create(order(10_000, TEA, CUP).replace("VND", "USD")).statusCode())
        .as("a currency that the method does not take, whatever the order")
        .isEqualTo(400);
    assertThat(other.create(order(10_000, TEA, CUP).replace("VNPAY", "MOMO")).statusCode())
        .as("a method that is not offered")
        .isEqualTo(422);
    assertThat(other.create(order(10_000, TEA, CUP)).statusCode()).isEqualTo(200);
  }

  @Test
  void after_a_failure_there_is_a_new_attempt_and_the_earlier_one_holds_the_order_if_it_is_paid() {
    HttpResponse<String> first = one.create(order(10_000, TEA));
    assertThat(Ingress.rspCode(other.callback(customer.cancel(request(first)).query())))
        .isEqualTo("00");
    HttpResponse<String> second = other.create(order(10_000, TEA));
    assertThat(second.statusCode()).as("not the cached answer").isEqualTo(201);
    assertThat(request(second).reference()).isNotEqualTo(request(first).reference());
    assertThat(one.create(order(10_000, TEA)).body()).isEqualTo(second.body());
    assertThat(Ingress.rspCode(one.callback(customer.pay(request(second)).query())))
        .isEqualTo("00");
    assertThat(one.create(order(10_000, TEA)).statusCode()).isEqualTo(409);
    assertThat(other.create(order(10_000, TEA)).statusCode()).isEqualTo(409);
    assertThat(Ingress.rspCode(other.callback(customer.pay(request(first)).query())))
        .as("paid twice: taken over by the earlier attempt")
        .isEqualTo("00");
    assertThat(statuses())
        .containsExactly(
            request(first).reference() + " SUCCEEDED", request(second).reference() + " SURPLUS");
  }

  /** It came straight from an internal system, so long ago that its attempt is over. */
  @Test
  void after_an_attempt_expired_there_is_a_new_one() {
    CreateCommand old =
        new CreateCommand(
            Generators.timeBasedEpochGenerator().generate(),
            Instant.now().minus(Duration.ofHours(25)),
            new OrderId("ORD-1"),
            PaymentMethod.VNPAY,
            Optional.of(
                new CreateRules.Details(
                    new Money(10_000, "VND"), List.of(new OrderLine(new Sku("tea"), 2)))),
            CreateCommand.Presentation.NONE);
    try (CommandSender internal = new CommandSender(installation)) {
      internal.sendAll(List.of(old));
    }
    HttpResponse<String> created = one.create(order(10_000, TEA));
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(other.create(order(10_000, TEA)).body()).isEqualTo(created.body());
    assertThat(statuses())
        .containsExactly(
            Traffic.opened(old) + " PENDING", request(created).reference() + " PENDING");
  }

  private List<String> statuses() {
    return installation
        .database()
        .rows("SELECT transaction_id, status FROM transactions ORDER BY created_at");
  }

  private static PaymentRequest request(HttpResponse<String> created) {
    Matcher paymentUrl = PAYMENT_URL.matcher(created.body());
    assertThat(paymentUrl.find()).as(created.body()).isTrue();
    return PaymentRequest.of(paymentUrl.group(1));
  }

  private static String order(long amount, String... items) {
    return "{\"orderId\":\"ORD-1\",\"paymentMethod\":\"VNPAY\",\"amount\":%d,\"currency\":\"VND\",\"items\":[%s]}"
        .formatted(amount, String.join(",", items));
  }
}

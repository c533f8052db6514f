package io.payonce.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.simulator.merchant.BooksPage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewaySimulatorIT {
  private static final Duration LONG_ENOUGH_FOR_ANOTHER = Duration.ofMillis(300);

  private final HttpClient browser = HttpClient.newHttpClient();

  @AfterEach
  void close_the_browser() {
    browser.close();
  }

  @Test
  void page_shows_the_order_and_two_buttons() throws Exception {
    try (FakeIngress ingress = new FakeIngress("00");
        GatewaySimulator simulator = simulator(ingress)) {
      HttpResponse<String> page = get(simulator, Shop.query());

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body())
          .contains("Two books", Shop.TRANSACTION.value(), "250,000 VND", "Pay", "Cancel");
      assertThat(ingress.received()).isEmpty();
    }
  }

  @Test
  void changed_link_is_refused_and_nothing_of_it_is_shown() throws Exception {
    try (FakeIngress ingress = new FakeIngress("00");
        GatewaySimulator simulator = simulator(ingress)) {
      String changed = Shop.query().replace("Two+books", "%3Cscript%3E");

      assertThat(get(simulator, changed).statusCode()).isEqualTo(400);
      assertThat(get(simulator, changed).body()).doesNotContain("script");
      assertThat(post(simulator, "pay", changed).statusCode()).isEqualTo(400);
      assertThat(ingress.received()).isEmpty();
    }
  }

  @Test
  void payment_is_sent_once_when_it_is_acknowledged() throws Exception {
    try (FakeIngress ingress = new FakeIngress("00");
        GatewaySimulator simulator = simulator(ingress)) {
      assertThat(post(simulator, "pay", Shop.query()).body()).contains("RspCode 00");
      assertThat(post(simulator, "pay", Shop.query()).statusCode()).isEqualTo(409);

      await_that_it_stays_at(1, ingress);
    }
  }

  @Test
  void callback_is_repeated_unchanged_until_it_is_acknowledged() throws Exception {
    try (FakeIngress ingress = new FakeIngress("99", "01", "04", "97", FakeIngress.SILENCE, "02");
        GatewaySimulator simulator = simulator(ingress)) {
      assertThat(post(simulator, "cancel", Shop.query()).body())
          .contains("RspCode 99", "up to 10 times");

      await().untilAsserted(() -> assertThat(ingress.received()).hasSize(6));
      await_that_it_stays_at(6, ingress);
      assertThat(ingress.received()).containsOnly(ingress.received().getFirst());
    }
  }

  @Test
  void callback_is_given_up_after_ten_repeats() throws Exception {
    try (FakeIngress ingress = new FakeIngress("99");
        GatewaySimulator simulator = simulator(ingress)) {
      post(simulator, "pay", Shop.query());

      await().untilAsserted(() -> assertThat(ingress.received()).hasSize(11));
      await_that_it_stays_at(11, ingress);
    }
  }

  @Test
  void what_happens_on_the_page_is_in_the_books() throws Exception {
    try (FakeIngress ingress = new FakeIngress("00");
        GatewaySimulator simulator = simulator(ingress);
        SimulatorControl control =
            new SimulatorControl(URI.create("http://127.0.0.1:" + simulator.port()))) {
      assertThat(control.books().payments()).isEmpty();
      get(simulator, Shop.query());
      assertThat(booked(control)).isEqualTo("0 01 250000 20261124130000");
      post(simulator, "cancel", Shop.query());
      assertThat(booked(control)).isEqualTo("0 02 250000 20261124130000");
      post(simulator, "pay", Shop.query());
      assertThat(booked(control)).matches("[1-9][0-9]{12} 00 250000 20261124130000");
    }
  }

  private static String booked(SimulatorControl control) {
    BooksPage.Payment payment = control.books().payment(Shop.TRANSACTION.value()).orElseThrow();
    return "%s %s %d %s"
        .formatted(payment.transactionNo(), payment.status(), payment.vnd(), payment.createDate());
  }

  @Test
  void wrong_methods_and_paths_are_refused() throws Exception {
    try (FakeIngress ingress = new FakeIngress("00");
        GatewaySimulator simulator = simulator(ingress)) {
      assertThat(post(simulator, "vpcpay.html", Shop.query()).statusCode()).isEqualTo(405);
      assertThat(post(simulator, "refund", Shop.query()).statusCode()).isEqualTo(404);
    }
  }

  private static void await_that_it_stays_at(int count, FakeIngress ingress) {
    await()
        .during(LONG_ENOUGH_FOR_ANOTHER)
        .untilAsserted(() -> assertThat(ingress.received()).hasSize(count));
  }

  private static GatewaySimulator simulator(FakeIngress ingress) {
    return GatewaySimulator.start(
        Map.of(
            "VNPAY_TMN_CODE",
            Shop.TMN_CODE,
            "VNPAY_HASH_SECRET",
            Shop.SECRET,
            "SIMULATOR_PORT",
            "0",
            "SIMULATOR_INGRESS_URL",
            ingress.url().toString(),
            "SIMULATOR_RETRY_INTERVAL",
            "20ms"));
  }

  private HttpResponse<String> get(GatewaySimulator simulator, String query) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(address(simulator, "vpcpay.html", query)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(GatewaySimulator simulator, String page, String query)
      throws Exception {
    return browser.send(
        HttpRequest.newBuilder(address(simulator, page, query))
            .POST(BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private static URI address(GatewaySimulator simulator, String page, String query) {
    return URI.create("http://127.0.0.1:" + simulator.port() + "/paymentv2/" + page + "?" + query);
  }
}

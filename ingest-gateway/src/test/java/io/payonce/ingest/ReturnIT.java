package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
@Timeout(60)
final class ReturnIT {
  private static final String PATH = "/api/payment/return/VNPAY?";

  private final TestServers servers;
  private final Ingress ingress;
  private final StandInWorker worker;

  ReturnIT(TestServers servers) {
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
  void a_customer_sees_what_the_gateway_said_and_nothing_is_settled() {
    HttpResponse<String> paid = ingress.get(PATH + VnpayCall.paid("t-1"));
    assertThat(paid.statusCode()).isEqualTo(200);
    assertThat(paid.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(paid.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(paid.body())
        .contains("data-status=\"success\"")
        .contains("<p>Reference: t-1</p>")
        .doesNotContain("Nguyen")
        .doesNotContain("http");
    assertThat(ingress.get(PATH + VnpayCall.cancelled("t-1")).body())
        .contains("data-status=\"failed\"");
    assertThat(worker.published()).isZero();
  }

  @Test
  void what_cannot_be_verified_is_repeated_nowhere() {
    for (String query :
        List.of(VnpayCall.forged("t-1"), "", "vnp_A=1&vnp_A=1", VnpayCall.paid("<script>"))) {
      HttpResponse<String> answer = ingress.get(PATH + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body())
          .contains("data-status=\"unverified\"")
          .doesNotContain("t-1")
          .doesNotContain("script");
    }
  }

  @Test
  void customers_go_on_to_the_shop_that_is_set_up_and_nowhere_else() {
    Map<String, String> shop = Map.of("INGRESS_SHOP_URL", "https://shop.example/back?lang=vn");
    try (Ingress other = Ingress.startAnother(servers, shop)) {
      String query = VnpayCall.paid("t-1") + "&returnUrl=https://other.example/";
      HttpResponse<String> paid = other.get(PATH + query);
      assertThat(paid.statusCode()).isEqualTo(303);
      assertThat(paid.headers().firstValue("Location"))
          .contains("https://shop.example/back?lang=vn&status=success&transactionId=t-1");
      HttpResponse<String> forged = other.get(PATH + VnpayCall.forged("t-1"));
      assertThat(forged.statusCode()).isEqualTo(303);
      assertThat(forged.headers().firstValue("Location"))
          .contains("https://shop.example/back?lang=vn&status=unverified");
    }
    assertThat(worker.published()).isZero();
  }

  @Test
  void methods_that_are_not_set_up_are_not_found() {
    assertThat(ingress.get("/api/payment/return/MOMO").statusCode()).isEqualTo(404);
    assertThat(ingress.post(PATH, "application/json", "{}").statusCode()).isEqualTo(405);
  }
}

package io.payonce.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.ingest.access.Sha256;
import io.payonce.schemas.CommandKind;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
@Timeout(60)
final class LimitsIT {
  private static final String NOT_IN_ORDER = "{}";
  private static final String OTHER_KEY = "the-next-key";

  private final TestServers servers;
  private final Ingress ingress;

  LimitsIT(TestServers servers) {
    this.servers = servers;
    ingress = Ingress.start(servers);
  }

  @AfterEach
  void stop() {
    ingress.close();
  }

  @Test
  void each_key_has_its_own_rate() {
    String keys = digest(Ingress.API_KEY) + ", " + digest(OTHER_KEY);
    try (Ingress limited =
        Ingress.startAnother(
            servers,
            Map.of("INGRESS_API_KEYS", keys, "INGRESS_KEY_RATE", "1", "INGRESS_KEY_BURST", "2"))) {
      List<HttpResponse<String>> answers =
          IntStream.range(0, 20).mapToObj(_ -> limited.refund(NOT_IN_ORDER, "wait=0")).toList();
      assertThat(answers.subList(0, 2)).allMatch(answer -> answer.statusCode() == 400);
      HttpResponse<String> refused =
          answers.stream().filter(answer -> answer.statusCode() == 429).findFirst().orElseThrow();
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.body())
          .isEqualTo(
              "{\"statusCode\":429,\"message\":\"This API key is used too often.\","
                  + "\"error\":\"Too Many Requests\"}");
      assertThat(limited.refundWith(OTHER_KEY, NOT_IN_ORDER).statusCode()).isEqualTo(400);
      assertThat(limited.refundWith("neither", NOT_IN_ORDER).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void forgeries_are_limited_and_shut_no_gateway_out() {
    Map<String, String> limits =
        Map.of("INGRESS_BAD_SIGNATURES_PER_MINUTE", "2", "VNPAY_ACK", "received");
    try (Ingress limited = Ingress.startAnother(servers, limits);
        StandInWorker worker = new StandInWorker(servers, CommandKind.CALLBACK)) {
      String forged = VnpayCall.PATH + "?" + VnpayCall.forged("t-1");
      assertThat(limited.get(forged).body()).contains("\"RspCode\":\"97\"");
      assertThat(limited.get(VnpayCall.PATH + "?vnp_A=1&vnp_A=1").statusCode()).isEqualTo(200);
      HttpResponse<String> refused = limited.get(forged);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After").map(Integer::valueOf).orElseThrow())
          .isBetween(1, 30);
      assertThat(refused.body())
          .contains("\"error\":\"Too Many Requests\"")
          .contains("Too many requests with bad signatures came from there.");
      assertThat(limited.get("/api/payment/return/VNPAY").statusCode()).isEqualTo(429);
      HttpResponse<String> genuine = limited.get(VnpayCall.PATH + "?" + VnpayCall.paid("t-1"));
      assertThat(genuine.body()).contains("\"RspCode\":\"00\"");
      assertThat(worker.published()).isEqualTo(1);
      assertThat(limited.metrics())
          .containsPattern(
              "payonce_ingress_callbacks_refused_total\\{.*reason=\"too-many\".*} 1\\.0");
    }
  }

  private static String digest(String key) {
    return Sha256.hex(key.getBytes(UTF_8));
  }
}

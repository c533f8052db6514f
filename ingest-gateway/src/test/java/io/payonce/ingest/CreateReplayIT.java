package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.CacheWrite;
import io.payonce.idempotency.CachedResult;
import io.payonce.idempotency.RecordOrigin;
import io.payonce.idempotency.ResultCache;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Reply;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(60)
final class CreateReplayIT {
  private static final String SAME =
      """
      {"orderId":"order-1","paymentMethod":"VNPAY","amount":10000,"currency":"VND",
       "items":[{"sku":"tea","quantity":2},{"sku":"cup","quantity":1}]}\
      """;
  private static final String SAID = "VNPAY|10000|VND|cup:1,tea:2";
  private static final String METHOD_ALONE =
      "{\"orderId\":\"order-1\",\"paymentMethod\":\"VNPAY\"}";

  private final TestServers servers;
  private final Ingress ingress;
  private final StandInWorker worker;
  private final RedisLink redis;

  CreateReplayIT(TestServers servers) {
    this.servers = servers;
    ingress = Ingress.start(servers);
    worker = new StandInWorker(servers, CommandKind.CREATE);
    redis =
        RedisLink.connect(RedisSettings.of(servers.redisUrl()).withKeyPrefix(servers.namespace()));
  }

  @BeforeEach
  void connect() throws InterruptedException {
    assertThat(redis.awaitConnected(Duration.ofSeconds(10))).isTrue();
  }

  @AfterEach
  void stop() {
    redis.close();
    worker.close();
    ingress.close();
  }

  @Test
  void a_repeat_is_answered_from_the_cache_at_every_ingress_and_nothing_is_published() {
    String response = response(Duration.ofMinutes(15));
    cache(SAID, applied(response));
    assertReplayed(ingress.create(SAME, "wait=0"), response);
    try (Ingress other = Ingress.startAnother(servers, Map.of())) {
      assertReplayed(other.create(SAME, "wait=0"), response);
    }
    assertThat(worker.published()).isZero();
    assertThat(ingress.metrics())
        .containsPattern("payonce_ingress_creates_replayed_total\\{.*} 1\\.0");
  }

  @Test
  void order_and_method_alone_repeat_any_create_of_that_method() {
    String response = response(Duration.ofMinutes(15));
    cache(SAID, applied(response));
    assertReplayed(ingress.create(METHOD_ALONE, "wait=0"), response);
    assertSubmitted(METHOD_ALONE.replace("VNPAY", "MOMO"), 1);
    cache("VNPAY|", applied(response));
    assertReplayed(ingress.create(METHOD_ALONE, "wait=0"), response);
    assertSubmitted(SAME, 2);
  }

  @Test
  void what_says_something_else_is_submitted() {
    cache(SAID, applied(response(Duration.ofMinutes(15))));
    assertSubmitted(SAME.replace("10000", "10001"), 1);
    assertSubmitted(SAME.replace("\"quantity\":1", "\"quantity\":3"), 2);
    assertSubmitted(SAME.replace("order-1", "order-2"), 3);
  }

  @Test
  void an_entry_that_is_over_or_says_nothing_of_use_is_a_miss() {
    cache(SAID, applied(response(Duration.ofSeconds(-1))));
    assertSubmitted(SAME, 1);
    cache(SAID, applied("{\"transactionId\":\"t-1\"}"));
    assertSubmitted(SAME, 2);
    cache(SAID, "not a reply");
    assertSubmitted(SAME, 3);
    cache(SAID, Reply.write(Outcomes.deadLettered(Outcomes.FIRST)));
    assertSubmitted(SAME, 4);
    cache(
        SAID,
        Reply.write(
            Outcomes.decided(Outcomes.FIRST, Outcome.REJECTED, Reason.ORDER_ALREADY_PAID, "")));
    assertSubmitted(SAME, 5);
  }

  @Test
  void without_redis_a_repeat_is_submitted() {
    cache(SAID, applied(response(Duration.ofMinutes(15))));
    servers.servers().redis().stop();
    await().until(() -> ingress.ready().body().contains("\"redis\",\"status\":\"degraded\""));
    assertSubmitted(SAME, 1);
  }

  private void assertReplayed(HttpResponse<String> answer, String response) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(response);
    assertThat(answer.headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  private void assertSubmitted(String body, long published) {
    assertThat(ingress.create(body, "wait=0").statusCode()).isEqualTo(202);
    assertThat(worker.published()).isEqualTo(published);
  }

  private static String response(Duration left) {
    return "{\"transactionId\":\"t-1\","
        + " \"paymentUrl\":\"https://pay.example/?b=ü\",\"expiresAt\":\""
        + Instant.now().plus(left)
        + "\"}";
  }

  private static String applied(String response) {
    return Reply.write(Outcomes.decided(Outcomes.FIRST, Outcome.APPLIED, Reason.NONE, response));
  }

  private void cache(String said, String result) {
    RecordOrigin origin = new RecordOrigin("topic", 0, 7);
    CachedResult cached =
        new CachedResult(said, Outcomes.FIRST.toString(), origin, "owner", result);
    new ResultCache(redis)
        .writeAll(Map.of("payment:create:order-1", new CacheWrite(cached, Duration.ofMinutes(15))));
  }
}

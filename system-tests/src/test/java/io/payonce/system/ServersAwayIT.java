package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each of the servers away in turn: what callers are told, and that all is right afterwards. */
@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(180)
class ServersAwayIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The promise is a second; a caller on a busy machine may be late in noticing the answer. */
  private static final Duration WITHIN_A_SECOND = Duration.ofMillis(1_500);

  private static final int BATCH = 20;
  private static final String[] CALLBACK_BATCH = {"kind=\"callback\"", "source=\"commands\""};
  private static final double REDIS_TIMEOUT_SECONDS = 0.25;
  private static final Duration LONGER_THAN_THE_TEST = Duration.ofMinutes(2);

  private final TestServers servers;
  private final Installation installation;
  private final CallbackProcessor processor;
  private final Ingress ingress;

  ServersAwayIT(TestServers servers) {
    System.err.println("ServersAwayIT: -Dpayonce.seed=" + SEED);
    this.servers = servers;
    installation = Installation.on(servers);
    Map<String, String> environment = new HashMap<>(installation.processorEnvironment());
    environment.put("CALLBACK_MAX_BATCH", String.valueOf(BATCH));
    processor = CallbackProcessor.start(environment);
    ingress = Ingress.start(installation);
  }

  @AfterEach
  void stop() {
    ingress.close();
    processor.close();
  }

  @Test
  void without_kafka_callers_are_told_within_a_second_to_come_again() {
    Traffic traffic = Traffic.of(SEED, CALLBACKS);
    List<CallbackCommand> callbacks = traffic.callbacks();
    try (Run run = new Run(installation, traffic)) {
      run.openOrders();
      assertThat(call(callbacks.getLast()).statusCode()).isEqualTo(200);
      servers.kafka().stop();
      for (CallbackCommand callback : callbacks.subList(0, 3)) {
        assertToldToComeAgain(callback);
      }
      long begun = System.nanoTime();
      HttpResponse<String> create = ingress.create(order("LATE-1"), "wait=5");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(WITHIN_A_SECOND);
      assertThat(create.statusCode()).isEqualTo(503);
      assertThat(create.headers().firstValue("Retry-After")).isPresent();
      await().atMost(PATIENCE).until(() -> ingress.management().ready().statusCode() == 503);
      servers.kafka().start();
      await().atMost(PATIENCE).until(() -> call(callbacks.getFirst()).statusCode() == 200);
      callAll(callbacks);
      run.awaitGuarantees();
      NothingLost.requireSaid(installation.database(), traffic.callbacks());
      assertReady();
    }
  }

  private void assertToldToComeAgain(CallbackCommand callback) {
    long begun = System.nanoTime();
    HttpResponse<String> answer = call(callback);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(WITHIN_A_SECOND);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(Ingress.rspCode(answer)).isEqualTo("99");
  }

  @Test
  void without_postgresql_callbacks_are_taken_and_applied_when_it_is_back() {
    Traffic traffic = Traffic.of(SEED, CALLBACKS);
    try (Run run = new Run(installation, traffic)) {
      run.openOrders();
      servers.postgres().stop();
      for (HttpResponse<String> answer : callAll(traffic.callbacks())) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Ingress.rspCode(answer)).as("undecided").isEqualTo("00");
      }
      Management management = new Management(processor.managementPort());
      await().atMost(PATIENCE).until(() -> management.says("postgres", "down"));
      servers.postgres().start();
      run.awaitGuarantees();
      NothingLost.requireSaid(installation.database(), traffic.callbacks());
      assertReady();
    }
  }

  @Test
  void without_redis_nobody_waits_and_the_results_are_the_same() {
    Traffic traffic = Traffic.of(SEED, CALLBACKS);
    Management worker = new Management(processor.managementPort());
    try (Run run = new Run(installation, traffic)) {
      run.openOrders();
      servers.redis().stop();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  worker.says("redis", "degraded")
                      && ingress.management().says("redis", "degraded"));
      assertThat(worker.ready().statusCode()).as("ready all the same").isEqualTo(200);
      assertThat(ingress.management().ready().statusCode()).isEqualTo(200);
      assertThat(worker.metric("payonce_redis_degraded")).isEqualTo(1);
      assertThat(ingress.management().metric("payonce_ingress_redis_degraded")).isEqualTo(1);
      long begun = System.nanoTime();
      assertThat(Ingress.rspCode(call(traffic.callbacks().getFirst()))).isEqualTo("00");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(WITHIN_A_SECOND);
      assertThat(callAll(traffic.callbacks()))
          .allSatisfy(answer -> assertThat(Ingress.rspCode(answer)).isEqualTo("00"));
      servers.redis().start();
      await()
          .atMost(PATIENCE)
          .until(() -> worker.says("redis", "up") && ingress.management().says("redis", "up"));
      assertThat(worker.metric("payonce_redis_degraded")).isZero();
      assertThat(ingress.management().metric("payonce_ingress_redis_degraded")).isZero();
      run.awaitGuarantees();
      NothingLost.requireSaid(installation.database(), traffic.callbacks());
    }
  }

  /** A create is not part of the traffic, so it has a test of its own. */
  @Test
  void without_redis_a_create_is_taken_at_once_and_can_be_asked_for() {
    servers.redis().stop();
    await().atMost(PATIENCE).until(() -> ingress.management().says("redis", "degraded"));
    long begun = System.nanoTime();
    HttpResponse<String> answer = ingress.create(order("ORD-1"), "wait=5");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(WITHIN_A_SECOND);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).contains("/api/payment/ORD-1");
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> installation.database().number("SELECT count(*) FROM transactions") == 1);
    servers.redis().start();
    await().atMost(PATIENCE).until(() -> ingress.management().says("redis", "up"));
    assertThat(ingress.create(order("ORD-1")).statusCode()).as("the same again").isEqualTo(200);
  }

  @Test
  void batches_do_not_wait_one_after_another_for_a_redis_that_hangs() {
    Traffic traffic = Traffic.of(SEED, 1_000);
    try (Run run = new Run(installation, traffic)) {
      run.openOrders();
      freezeRedis();
      try {
        assertFasterThanItsTimeouts(run, traffic.callbacks());
      } finally {
        servers.redis().stop();
        servers.redis().start();
      }
      run.checkGuarantees();
    }
  }

  private void assertFasterThanItsTimeouts(Run run, List<CallbackCommand> callbacks) {
    Management worker = new Management(processor.managementPort());
    double batchesBefore = worker.metric("payonce_batch_duration_seconds_count", CALLBACK_BATCH);
    double secondsBefore = worker.metric("payonce_batch_duration_seconds_sum", CALLBACK_BATCH);
    run.send(callbacks);
    run.awaitOutcomes(callbacks);
    assertThat(worker.metric("payonce_redis_degraded")).as("still hanging").isEqualTo(1);
    double batches =
        worker.metric("payonce_batch_duration_seconds_count", CALLBACK_BATCH) - batchesBefore;
    double seconds =
        worker.metric("payonce_batch_duration_seconds_sum", CALLBACK_BATCH) - secondsBefore;
    assertThat(batches).isGreaterThanOrEqualTo(callbacks.size() / (double) BATCH - 1);
    assertThat(seconds)
        .as("seconds for %.0f batches, each of which asks Redis three times", batches)
        .isLessThan(batches * REDIS_TIMEOUT_SECONDS);
  }

  /** Redis takes connections and commands, and answers none of them. */
  private void freezeRedis() {
    RedisClient client = RedisClient.create(servers.redisUrl());
    try (var connection = client.connect()) {
      connection.sync().clientPause(LONGER_THAN_THE_TEST.toMillis());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ZERO);
    }
  }

  private HttpResponse<String> call(CallbackCommand callback) {
    return ingress.callback(VnpayQuery.of(callback));
  }

  private List<HttpResponse<String>> callAll(List<CallbackCommand> callbacks) {
    List<CompletableFuture<HttpResponse<String>>> calls =
        callbacks.stream().map(callback -> ingress.beginCallback(VnpayQuery.of(callback))).toList();
    return calls.stream().map(CompletableFuture::join).toList();
  }

  private void assertReady() {
    Management worker = new Management(processor.managementPort());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                worker.ready().statusCode() == 200
                    && ingress.management().ready().statusCode() == 200);
  }

  private static String order(String orderId) {
    return """
    {"orderId":"%s","paymentMethod":"VNPAY","amount":10000,"currency":"VND",
     "items":[{"sku":"tea","quantity":2}]}\
    """
        .formatted(orderId);
  }
}

package io.payonce.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ManagementServerTest {
  private final Readiness readiness = new Readiness();
  private final ServiceMetrics metrics = new ServiceMetrics("test");
  private final ManagementServer server = start(0);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    server.close();
    metrics.close();
  }

  @Test
  void a_service_without_checks_is_ready() throws Exception {
    assertAnswer("/health/ready", 200, "{\"status\":\"ready\",\"checks\":[]}");
  }

  @Test
  void a_degraded_service_stays_ready() throws Exception {
    readiness.add(new HealthCheck("kafka", Health::up));
    readiness.add(new HealthCheck("redis", () -> Health.degraded("away")));
    assertAnswer(
        "/health/ready",
        200,
        """
        {"status":"degraded","checks":[{"name":"kafka","status":"up","detail":""},\
        {"name":"redis","status":"degraded","detail":"away"}]}\
        """);
  }

  @Test
  void a_service_that_is_down_is_not_ready_but_alive() throws Exception {
    readiness.add(new HealthCheck("redis", () -> Health.degraded("away")));
    readiness.add(new HealthCheck("postgres", () -> Health.down("not connected")));
    assertAnswer(
        "/health/ready",
        503,
        """
        {"status":"not-ready","checks":[{"name":"redis","status":"degraded","detail":"away"},\
        {"name":"postgres","status":"down","detail":"not connected"}]}\
        """);
    assertAnswer("/health/live", 200, "{\"status\":\"live\"}");
  }

  @Test
  void the_message_of_a_failed_check_stays_inside() throws Exception {
    readiness.add(
        new HealthCheck(
            "postgres",
            () -> {
              throw new IllegalStateException("password of db-7 refused");
            }));
    assertAnswer(
        "/health/ready",
        503,
        """
        {"status":"not-ready","checks":[{"name":"postgres","status":"down",\
        "detail":"the check failed"}]}\
        """);
  }

  @Test
  void a_check_that_hangs_is_down() throws Exception {
    var interrupted = new CountDownLatch(1);
    readiness.add(
        new HealthCheck(
            "postgres",
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException _) {
                interrupted.countDown();
              }
              return Health.up();
            }));
    assertAnswer(
        "/health/ready",
        503,
        """
        {"status":"not-ready","checks":[{"name":"postgres","status":"down",\
        "detail":"the check did not answer in time"}]}\
        """);
    interrupted.await();
  }

  @Test
  void metrics_are_those_of_the_jvm_and_of_the_service() throws Exception {
    metrics.registry().counter("payonce.commands").increment();
    HttpResponse<String> answer = send("GET", "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body())
        .contains("payonce_commands_total{service=\"test\"} 1.0")
        .contains(
            "jvm_memory_used_bytes{",
            "jvm_gc_memory_allocated_bytes_total{",
            "jvm_threads_live_threads{",
            "process_uptime_seconds{");
  }

  @Test
  void readiness_is_a_metric_too() throws Exception {
    readiness.add(new HealthCheck("redis", () -> Health.degraded("away")));
    assertThat(send("GET", "/metrics").body()).contains("payonce_ready{service=\"test\"} 1.0");

    readiness.add(new HealthCheck("kafka", () -> Health.down("away")));
    assertThat(send("GET", "/metrics").body()).contains("payonce_ready{service=\"test\"} 0.0");
  }

  @Test
  void other_paths_and_methods_are_refused() throws Exception {
    assertAnswer(
        "/health",
        404,
        "{\"statusCode\":404,\"message\":\"There is nothing here.\",\"error\":\"Not Found\"}");
    HttpResponse<String> post = send("POST", "/health/ready");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(send("HEAD", "/health/ready").statusCode()).isEqualTo(200);
    assertThat(send("POST", "/health").statusCode()).isEqualTo(404);
  }

  @Test
  void an_unforeseen_failure_is_told_in_a_fixed_sentence() throws Exception {
    readiness.add(new HealthCheck("postgres", ManagementServerTest::noHealth));
    assertAnswer(
        "/health/ready",
        500,
        """
        {"statusCode":500,"message":"The request could not be answered.",\
        "error":"Internal Server Error"}\
        """);
  }

  @Test
  void a_malformed_request_is_the_callers_fault() throws Exception {
    assertAnswer(
        "/%00",
        400,
        """
        {"statusCode":400,"message":"The request is not valid.","error":"Bad Request"}\
        """);
  }

  @Test
  void a_port_that_is_taken_is_named() {
    assertThatThrownBy(() -> start(server.port()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("127.0.0.1:" + server.port());
  }

  @SuppressWarnings("NullAway") // The point is a probe that breaks its contract.
  private static Health noHealth() {
    return null;
  }

  private ManagementServer start(int port) {
    return ManagementServer.start(
        new RuntimeSettings("127.0.0.1", port, Level.INFO), readiness, metrics);
  }

  private void assertAnswer(String path, int status, String body) throws Exception {
    HttpResponse<String> answer = send("GET", path);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString(UTF_8));
  }
}

package io.payonce.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class HttpServerTest {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);
  private static final int MAX_BODY = 64 * 1024;

  private final CompletableFuture<Boolean> virtual = new CompletableFuture<>();
  private final HttpServer server =
      HttpServer.start(
          new HttpSettings("127.0.0.1", 0, MAX_BODY, REQUEST_TIMEOUT, 100),
          List.of(
              new Route(List.of("GET", "POST"), "/echo/", this::echo),
              new Route(
                  List.of("GET"),
                  "/broken",
                  call -> {
                    throw new IllegalStateException("jdbc:secret " + call.query());
                  })));

  private Answer echo(HttpCall call) {
    virtual.complete(Thread.currentThread().isVirtual());
    int length = call.hasBody() ? call.body().length : 0;
    return Answer.json(200, "\"" + call.pathEnd() + "?" + call.query() + " " + length + "\"");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_http_1_0_caller_is_served() {
    assertThat(exchange("GET /echo/a?b=%41 HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("\"a?b=%41 0\"");
  }

  @Test
  void each_request_has_a_virtual_thread() {
    exchange("GET /echo/a HTTP/1.0\r\n\r\n");
    assertThat(virtual).isCompletedWithValue(true);
  }

  @Test
  void a_body_of_exactly_the_limit_is_read() {
    String head = "POST /echo/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ";
    assertThat(exchange(head + MAX_BODY + "\r\n\r\n" + "x".repeat(MAX_BODY)))
        .startsWith("HTTP/1.1 200")
        .contains("\"a? " + MAX_BODY + "\"");
  }

  @Test
  void a_declared_length_over_the_limit_is_refused_before_the_body_comes() {
    String head = "POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 10485760\r\n\r\nxxx";
    assertRefused(exchange(head), 413, "Payload Too Large");
  }

  @Test
  void a_caller_that_is_answered_before_its_body_came_is_told_that_the_connection_ends() {
    String head = "POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: ";
    assertThat(exchange(head + "3\r\n\r\nx")).contains("404", "Connection: close");
  }

  @Test
  void a_chunked_body_is_refused_when_it_outgrows_the_limit() {
    String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
    String head = "POST /echo/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertRefused(exchange(head + chunk + chunk + chunk), 413, "Payload Too Large");
  }

  @Test
  void conflicting_lengths_are_refused() {
    assertRefused(
        exchange(post("xxxx", "Content-Length: 3", "Content-Length: 4")), 400, "Bad Request");
  }

  @Test
  void a_length_beside_a_transfer_encoding_is_refused() {
    String chunks = "3\r\nxxx\r\n0\r\n\r\n";
    assertRefused(
        exchange(post(chunks, "Content-Length: 3", "Transfer-Encoding: chunked")),
        400,
        "Bad Request");
    assertRefused(
        exchange(post(chunks, "Transfer-Encoding: chunked", "Content-Length: 13")),
        400,
        "Bad Request");
  }

  @Test
  void a_body_that_trickles_in_is_cut_off_in_time() {
    long begun = System.nanoTime();
    try (RawCall call = new RawCall(server.port())) {
      call.send("POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
      call.keepSending("x", REQUEST_TIMEOUT.dividedBy(10));
      assertRefused(call.readToEnd(), 408, "Request Timeout");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(REQUEST_TIMEOUT, REQUEST_TIMEOUT.multipliedBy(3));
  }

  @Test
  void headers_that_trickle_in_are_cut_off_in_time() {
    long begun = System.nanoTime();
    try (RawCall call = new RawCall(server.port())) {
      call.send("GET /echo/a HTTP/1.1\r\nHost: a\r\nX: ");
      call.keepSending("x", REQUEST_TIMEOUT.dividedBy(10));
      assertThat(call.readToEnd()).isEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(REQUEST_TIMEOUT, REQUEST_TIMEOUT.multipliedBy(3));
  }

  @Test
  void a_second_request_on_a_connection_has_its_own_time() {
    try (RawCall call = new RawCall(server.port())) {
      call.send("GET /echo/a HTTP/1.1\r\nHost: a\r\n\r\n");
      call.send("GET /echo/b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(call.readToEnd()).contains("\"a? 0\"").contains("\"b? 0\"");
    }
  }

  @Test
  void connections_over_the_limit_wait_until_others_close() {
    HttpSettings one = new HttpSettings("127.0.0.1", 0, MAX_BODY, REQUEST_TIMEOUT, 1);
    try (HttpServer narrow =
            HttpServer.start(one, List.of(new Route(List.of("GET"), "/echo/", this::echo)));
        RawCall first = new RawCall(narrow.port())) {
      first.send("GET /echo/a HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(first.read()).contains("\"a? 0\"");
      try (RawCall second = new RawCall(narrow.port())) {
        second.send("GET /echo/b HTTP/1.0\r\n\r\n");
        assertThat(second.hasNothingToRead(REQUEST_TIMEOUT.dividedBy(2))).isTrue();
        first.close();
        assertThat(second.readToEnd()).contains("\"b? 0\"");
      }
    }
  }

  @Test
  void a_post_without_a_body_has_none() {
    assertThat(exchange("POST /echo/a?b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .contains("\"a?b 0\"");
  }

  @Test
  void a_body_that_ends_too_early_is_refused() {
    try (RawCall call = new RawCall(server.port())) {
      call.send("POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nxxx");
      call.endSending();
      assertRefused(call.readToEnd(), 400, "Bad Request");
    }
  }

  @Test
  void a_broken_chunk_is_refused() {
    assertRefused(
        exchange("POST /echo/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nxxx"),
        400,
        "Bad Request");
  }

  @Test
  void headers_of_more_than_8_kib_are_refused() {
    String header = "X: " + "x".repeat(9_000) + "\r\n";
    assertRefused(
        exchange("GET /echo/a HTTP/1.1\r\nHost: a\r\n" + header + "\r\n"),
        431,
        "Request Header Fields Too Large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/echo",
        "/echo/",
        "/echo/a/b",
        "/nothing",
        "/echo/../nothing",
        "/ECHO/a",
        "/ech%6f/a"
      })
  void what_is_not_there_is_not_found(String path) {
    assertRefused(exchange("GET " + path + " HTTP/1.0\r\n\r\n"), 404, "Not Found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/echo/%2e%2e/a",
        "/echo/a%2fb",
        "/echo/..;/a",
        "/echo//a",
        "/../echo/a",
        "/echo/%zz",
        "/echo/%00"
      })
  void a_path_that_can_be_read_in_two_ways_is_refused(String path) {
    assertRefused(exchange("GET " + path + " HTTP/1.0\r\n\r\n"), 400, "Bad Request");
  }

  @Test
  void another_method_is_told_which_are_allowed() {
    assertThat(exchange("DELETE /echo/a HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.1 405")
        .contains("Allow: GET, POST");
  }

  @Test
  void what_is_no_http_is_refused() {
    assertRefused(exchange("nonsense\r\n\r\n"), 400, "Bad Request");
  }

  @Test
  void our_own_failures_tell_nothing_of_ours() {
    String answer = exchange("GET /broken?card=4111 HTTP/1.0\r\n\r\n");
    assertRefused(answer, 500, "Internal Server Error");
    assertThat(answer).doesNotContain("jdbc").doesNotContain("4111").doesNotContain("Exception");
  }

  @Test
  void a_taken_port_is_named() {
    HttpSettings taken =
        new HttpSettings("127.0.0.1", server.port(), MAX_BODY, REQUEST_TIMEOUT, 100);
    assertThatIllegalStateException()
        .isThrownBy(() -> HttpServer.start(taken, List.of()))
        .withMessage("the ingress cannot listen at 127.0.0.1:" + server.port());
  }

  private static String post(String body, String... headers) {
    return "POST /echo/a HTTP/1.1\r\nHost: a\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n"
        + body;
  }

  private String exchange(String request) {
    return RawCall.exchange(server.port(), request);
  }

  private static void assertRefused(String answer, int status, String phrase) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Content-Type: application/json")
        .contains("{\"statusCode\":" + status + ",\"message\":\"")
        .endsWith("\"error\":\"" + phrase + "\"}");
  }
}

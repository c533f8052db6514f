package io.payonce.methods.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.methods.BreakerState;
import io.payonce.methods.calls.CallResult.Answered;
import io.payonce.methods.calls.CallResult.NotSent;
import io.payonce.methods.calls.CallResult.Unclear;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class GuardedCallsIT {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int MOST_WAITING = 500;
  private static final BreakerRule NEVER = new BreakerRule(1_000, 100, LONG);

  @Test
  void whole_answer_comes_back_and_redirects_are_not_followed() throws IOException {
    try (OddServer server = new OddServer(OddServer.answering(302, "{}"));
        GuardedCalls calls = calls(LONG, 1, NEVER)) {
      assertThat(calls.postJson(server.address(), "{}"))
          .isInstanceOfSatisfying(
              Answered.class,
              answered -> {
                assertThat(answered.httpStatus()).isEqualTo(302);
                assertThat(answered.body()).asString().isEqualTo("{}");
              });
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void refused_connection_sent_nothing() throws IOException {
    URI gone;
    try (OddServer server = new OddServer(OddServer.silent())) {
      gone = server.address();
    }
    try (GuardedCalls calls = calls(LONG, 1, NEVER)) {
      assertThat(calls.postJson(gone, "{}")).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void connection_that_is_never_made_sent_nothing_and_ends_at_the_connect_limit() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GuardedCalls calls = new GuardedCalls("T", new CallLimits(SHORT, LONG, 1, NEVER))) {
      // Nobody accepts: when its queue is full, the system answers no more.
      boolean connected;
      do {
        Socket socket = new Socket();
        waiting.add(socket);
        connected = connects(socket, full.getLocalSocketAddress());
      } while (connected && waiting.size() < MOST_WAITING);
      assertThat(connected).as("the queue is full").isFalse();

      URI address = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
      assertThat(calls.postJson(address, "{}")).isEqualTo(new NotSent("not connected in time"));
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void silence_and_slow_bodies_end_at_the_total_limit() throws IOException {
    for (OddServer.Behaviour slow : List.of(OddServer.silent(), OddServer.trickling())) {
      try (OddServer server = new OddServer(slow);
          GuardedCalls calls = calls(SHORT, 1, NEVER)) {
        long begun = System.nanoTime();
        assertThat(calls.postJson(server.address(), "{}"))
            .isEqualTo(new Unclear("no whole answer within PT0.3S"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .isBetween(SHORT, Duration.ofSeconds(5));
        assertThat(calls.callsInFlight()).isZero();
      }
    }
  }

  @Test
  void reset_and_too_large_an_answer_are_unclear() throws IOException {
    String large = " ".repeat(GuardedCalls.LARGEST_ANSWER_BYTES);
    try (OddServer server = new OddServer(OddServer.resetting());
        GuardedCalls calls = calls(LONG, 1, NEVER)) {
      assertThat(calls.postJson(server.address(), "{}")).isInstanceOf(Unclear.class);
      assertThat(server.requests()).as("a refund is never sent twice by itself").isEqualTo(1);
      server.behave(OddServer.answering(200, large + " "));
      assertThat(calls.postJson(server.address(), "{}")).isInstanceOf(Unclear.class);
      server.behave(OddServer.answering(200, large));
      assertThat(calls.postJson(server.address(), "{}")).isInstanceOf(Answered.class);
    }
  }

  @Test
  void one_call_too_many_is_not_sent_and_a_place_comes_free_again() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        OddServer server = new OddServer(OddServer.silent());
        GuardedCalls calls = calls(LONG, 2, NEVER)) {
      for (int i = 0; i < 2; i++) {
        threads.submit(() -> calls.postJson(server.address(), "{}"));
      }
      await().untilAsserted(() -> assertThat(server.requests()).isEqualTo(2));
      assertThat(calls.callsInFlight()).isEqualTo(2);

      assertThat(calls.postJson(server.address(), "{}"))
          .isEqualTo(new NotSent("2 calls are under way already"));
      assertThat(server.requests()).isEqualTo(2);

      threads.shutdownNow();
      await().untilAsserted(() -> assertThat(calls.callsInFlight()).isZero());
      server.behave(OddServer.answering(200, "{}"));
      assertThat(calls.postJson(server.address(), "{}")).isInstanceOf(Answered.class);
    }
  }

  @Test
  void breaker_opens_after_failures_and_closes_after_probes() throws IOException {
    BreakerRule rule = new BreakerRule(4, 50, SHORT);
    try (OddServer server = new OddServer(OddServer.answering(200, "{}"));
        GuardedCalls calls = calls(LONG, 1, rule)) {
      calls.postJson(server.address(), "{}");
      calls.postJson(server.address(), "{}");
      server.behave(OddServer.answering(503, "{}"));
      calls.postJson(server.address(), "{}");
      assertThat(calls.breakerState()).isEqualTo(BreakerState.CLOSED);
      server.behave(OddServer.resetting());
      calls.postJson(server.address(), "{}");
      assertThat(calls.breakerState()).isEqualTo(BreakerState.OPEN);

      assertThat(calls.postJson(server.address(), "{}")).isInstanceOf(NotSent.class);
      assertThat(server.requests()).isEqualTo(4);

      server.behave(OddServer.answering(200, "{}"));
      await()
          .untilAsserted(
              () ->
                  assertThat(calls.postJson(server.address(), "{}")).isInstanceOf(Answered.class));
      assertThat(calls.breakerState()).isEqualTo(BreakerState.HALF_OPEN);
      for (int i = 0; i < 3; i++) {
        calls.postJson(server.address(), "{}");
      }
      assertThat(calls.breakerState()).isEqualTo(BreakerState.CLOSED);
    }
  }

  @Test
  void close_and_interrupt_end_a_call_as_unclear() throws Exception {
    try (OddServer server = new OddServer(OddServer.silent());
        GuardedCalls calls = calls(LONG, 2, NEVER)) {
      CompletableFuture<CallResult> interrupted = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> interrupted.complete(calls.postJson(server.address(), "{}")));
      await().untilAsserted(() -> assertThat(server.requests()).isEqualTo(1));
      caller.interrupt();
      assertThat(interrupted.get()).isInstanceOf(Unclear.class);

      CompletableFuture<CallResult> closed =
          CompletableFuture.supplyAsync(() -> calls.postJson(server.address(), "{}"));
      await().untilAsserted(() -> assertThat(server.requests()).isEqualTo(2));
      calls.close();
      assertThat(closed.get()).isInstanceOf(Unclear.class);
    }
  }

  private static boolean connects(Socket socket, SocketAddress address) throws IOException {
    try {
      socket.connect(address, (int) SHORT.toMillis());
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  private static GuardedCalls calls(Duration answerWithin, int atOnce, BreakerRule rule) {
    return new GuardedCalls(
        "T",
        new CallLimits(
            answerWithin.compareTo(SHORT) < 0 ? answerWithin : SHORT, answerWithin, atOnce, rule));
  }
}

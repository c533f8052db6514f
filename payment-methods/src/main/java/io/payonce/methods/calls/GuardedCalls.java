package io.payonce.methods.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.payonce.methods.BreakerState;
import io.payonce.methods.calls.CallResult.Answered;
import io.payonce.methods.calls.CallResult.NotSent;
import io.payonce.methods.calls.CallResult.Unclear;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * The way to one gateway: each call ends in time, takes one of a limited number of places, and is
 * not made at all while the gateway fails. Safe for many threads, virtual ones too.
 *
 * <p>When it is certain that a request did not arrive:
 *
 * <ol>
 *   <li>no place is free, or the breaker is open: it never left;
 *   <li>the connection was refused or not made in time, or its TLS handshake failed: the client
 *       sends nothing before, and it repeats no POST by itself.
 * </ol>
 *
 * <p>All else may have arrived: a total limit that runs out (also in the middle of the answer), a
 * connection that breaks, an answer that is too large, an interrupt, a close.
 */
public final class GuardedCalls implements AutoCloseable {
  /** Larger answers are none. */
  public static final int LARGEST_ANSWER_BYTES = 64 * 1024;

  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final BodyHandler<byte[]> LIMITED =
      BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER_BYTES);

  private final CallLimits limits;
  private final Semaphore places;
  private final Breaker breaker;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;

  /**
   * @param gateway its name, for the log
   */
  public GuardedCalls(String gateway, CallLimits limits) {
    this.limits = requireNonNull(limits, "limits is null");
    places = new Semaphore(limits.callsAtOnce());
    breaker = new Breaker(requireNonNull(gateway, "gateway is null"), limits.breaker());
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connectWithin())
            .executor(threads)
            .build();
  }

  /** Posts JSON and waits for the whole answer, within the limits. */
  public CallResult postJson(URI address, String json) {
    if (!places.tryAcquire()) {
      return new NotSent("%d calls are under way already".formatted(limits.callsAtOnce()));
    }
    try {
      if (!breaker.lets()) {
        return new NotSent("the breaker is open: too many of the last calls failed");
      }
      return measured(request(address, json));
    } finally {
      places.release();
    }
  }

  /** Whether calls are let out. */
  public BreakerState breakerState() {
    return breaker.state();
  }

  /** How many calls are under way. */
  public int callsInFlight() {
    return limits.callsAtOnce() - places.availablePermits();
  }

  private HttpRequest request(URI address, String json) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/json; charset=utf-8")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(json, UTF_8))
        .build();
  }

  private CallResult measured(HttpRequest request) {
    long begun = System.nanoTime();
    boolean well = false;
    try {
      CallResult result = exchange(request);
      well = isWell(result);
      return result;
    } finally {
      breaker.ended(System.nanoTime() - begun, well);
    }
  }

  /** A limit on the request alone would end with the answer's head; this one covers its body. */
  private CallResult exchange(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> underWay = http.sendAsync(request, LIMITED);
    try {
      HttpResponse<byte[]> response = underWay.get(limits.answerWithin().toNanos(), NANOSECONDS);
      return new Answered(response.statusCode(), response.body());
    } catch (TimeoutException _) {
      underWay.cancel(true);
      return new Unclear("no whole answer within " + limits.answerWithin());
    } catch (InterruptedException _) {
      underWay.cancel(true);
      Thread.currentThread().interrupt();
      return new Unclear("interrupted while the answer was waited for");
    } catch (ExecutionException failed) {
      return failure(failed.getCause() == null ? failed : failed.getCause());
    }
  }

  /** Messages of exceptions can repeat addresses and headers, so only the type is told. */
  private static CallResult failure(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    return switch (cause) {
      case HttpConnectTimeoutException _ -> new NotSent("not connected in time");
      case ConnectException _ -> new NotSent("not connected: " + name);
      case SSLHandshakeException _ -> new NotSent("no TLS connection: " + name);
      default -> new Unclear("the connection broke: " + name);
    };
  }

  private static boolean isWell(CallResult result) {
    return switch (result) {
      case Answered answered ->
          answered.httpStatus() < SERVER_ERROR && answered.httpStatus() != TOO_MANY_REQUESTS;
      case NotSent _, Unclear _ -> false;
    };
  }

  /** Ends calls under way. */
  @Override
  public void close() {
    http.shutdownNow();
    http.close();
    threads.shutdown();
  }
}

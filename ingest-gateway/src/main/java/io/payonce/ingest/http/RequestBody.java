package io.payonce.ingest.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;

/**
 * Reads a request's body whole, within its limits of size and time. The time counts from the
 * request's first byte, so it cannot be stretched by sending a byte now and then.
 */
final class RequestBody {
  private static final Map<String, String> CLOSE = Map.of("Connection", "close");

  private RequestBody() {}

  static byte[] read(Request request, int maxBytes, Duration timeout) {
    if (request.getLength() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    CompletableFuture<byte[]> reading = new CompletableFuture<>();
    Content.Source.asByteArrayAsync(request, maxBytes, Promise.Invocable.toPromise(reading));
    long left = timeout.toNanos() - (System.nanoTime() - request.getBeginNanoTime());
    try {
      return reading.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw new RequestRefused(408, "The request took too long to arrive.", CLOSE);
    } catch (ExecutionException _) {
      throw refusal(reading.exceptionNow(), maxBytes);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new RequestRefused(503, "The service is stopping.", CLOSE);
    }
  }

  private static RuntimeException refusal(Throwable cause, int maxBytes) {
    return switch (cause) {
      case EofException _ -> new RequestRefused(400, "The body ends too early.", CLOSE);
      case HttpException http ->
          new RequestRefused(http.getCode(), "The body is not in order.", CLOSE);
      // What Jetty throws for a body without a declared length that outgrows the limit.
      case IllegalStateException _ -> tooLarge(maxBytes);
      default -> new IllegalStateException("a body could not be read", cause);
    };
  }

  private static RequestRefused tooLarge(int maxBytes) {
    return new RequestRefused(413, "The body is longer than " + maxBytes + " bytes.", CLOSE);
  }
}

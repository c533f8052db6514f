package io.payonce.simulator;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** VNPAY's way to a merchant's ingress. Safe for many threads. */
public final class IngressClient implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI callback;
  private final Duration answerWithin;
  private final HttpClient http;

  /**
   * @param ingress without a path
   * @param answerWithin later answers count as none
   */
  public IngressClient(URI ingress, Duration answerWithin) {
    callback = ingress.resolve("/api/payment/callback/VNPAY");
    this.answerWithin = requireNonNull(answerWithin, "answerWithin is null");
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(answerWithin)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** Sends a callback as VNPAY does, by GET, and waits for the answer. */
  public IpnAnswer send(VnpayIpn ipn) {
    return sendAsync(ipn).join();
  }

  /** As {@link #send}, without waiting; the future never fails. */
  public CompletableFuture<IpnAnswer> sendAsync(VnpayIpn ipn) {
    URI address = URI.create(callback + "?" + ipn.query());
    return exchange(HttpRequest.newBuilder(address).GET());
  }

  /** Sends a callback as a form, by POST, and waits for the answer. */
  public IpnAnswer sendAsForm(VnpayIpn ipn) {
    return exchange(
            HttpRequest.newBuilder(callback)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(ipn.query())))
        .join();
  }

  /** Sends a callback several times at once, by GET, and waits for all answers. */
  public List<IpnAnswer> sendAtOnce(VnpayIpn ipn, int times) {
    List<CompletableFuture<IpnAnswer>> underWay =
        IntStream.range(0, times).mapToObj(_ -> sendAsync(ipn)).toList();
    return underWay.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<IpnAnswer> exchange(HttpRequest.Builder request) {
    return http.sendAsync(request.timeout(answerWithin).build(), BodyHandlers.ofString())
        .handle((response, failure) -> failure == null ? answer(response) : silence(failure));
  }

  private static IpnAnswer answer(HttpResponse<String> response) {
    try {
      String code = MAPPER.readTree(response.body()).path("RspCode").asText();
      return new IpnAnswer.Answered(response.statusCode(), code);
    } catch (JsonProcessingException _) {
      // Not VNPAY's form: that is the answer.
      return new IpnAnswer.Answered(response.statusCode(), "");
    }
  }

  private static IpnAnswer silence(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return new IpnAnswer.Silence(cause.getClass().getSimpleName());
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}

package io.payonce.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.payonce.simulator.merchant.BooksPage;
import io.payonce.simulator.merchant.CallMeter;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultRule;
import io.payonce.simulator.merchant.FaultSeed;
import io.payonce.simulator.merchant.RefundDelays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Pulls a running simulator's strings over HTTP, from whatever process.
 *
 * <p>What fails throws {@link IllegalStateException} with the simulator's words, or {@link
 * UncheckedIOException} where there is no simulator.
 */
public final class SimulatorControl implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI simulator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param simulator without a path
   */
  public SimulatorControl(URI simulator) {
    this.simulator = simulator;
  }

  /** Something goes wrong with the next requests that the rule befalls. */
  public void fault(FaultRule rule) {
    Fault fault = rule.fault();
    post(
        "faults",
        Map.of(
            "fault", fault.kind().written(),
            "moneyMoves", fault.moneyMoves(),
            "delayMillis", fault.delay().toMillis(),
            "code", fault.code(),
            "command", rule.command(),
            "reference", rule.reference(),
            "times", rule.times()));
  }

  /** Something goes wrong by chance from now on. */
  public void seed(FaultSeed seed) {
    post(
        "faults/seed",
        Map.of(
            "seed", seed.seed(),
            "percent", seed.percent(),
            "faults", seed.kinds().stream().map(FaultKind::written).toList(),
            "delayMillis", seed.delay().toMillis()));
  }

  /** Nothing goes wrong any more. */
  public void clearFaults() {
    exchange(request("faults").DELETE());
  }

  /** For refunds that are taken from now on. */
  public void delays(RefundDelays delays) {
    post(
        "delays",
        Map.of(
            "toBankMillis", delays.toBank().toMillis(), "toEndMillis", delays.toEnd().toMillis()));
  }

  /**
   * Books a payment as paid; no callback is sent.
   *
   * @param createDate as VNPAY writes times
   * @return VNPAY's number for it
   */
  public String bookPayment(String reference, long vnd, String createDate) {
    String answer =
        post("payments", Map.of("reference", reference, "vnd", vnd, "createDate", createDate));
    return read(answer, Booked.class).transactionNo();
  }

  /** All that is booked, as it stands now. */
  public BooksPage books() {
    return read(exchange(request("books").GET()), BooksPage.class);
  }

  /** The calls to the merchant API; the most in flight is counted anew from now on. */
  public CallMeter.Page calls() {
    return read(exchange(request("calls").GET()), CallMeter.Page.class);
  }

  private record Booked(String transactionNo) {}

  private String post(String what, Map<String, Object> json) {
    try {
      String body = MAPPER.writeValueAsString(json);
      return exchange(request(what).POST(BodyPublishers.ofString(body)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts and numbers is JSON", e);
    }
  }

  private HttpRequest.Builder request(String what) {
    return HttpRequest.newBuilder(simulator.resolve("/simulator/" + what)).timeout(PATIENCE);
  }

  private String exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            "the simulator answers %d: %s".formatted(response.statusCode(), response.body()));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the simulator answers something else", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}

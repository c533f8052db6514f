package io.payonce.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A shop that uses the API, as an internal system would. Safe for many threads. */
public final class Shop implements AutoCloseable {
  /** Under way, accepted but undecided, not known whether it was taken: the same again is safe. */
  private static final Set<Integer> ASK_AGAIN = Set.of(202, 409, 503);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI create;
  private final URI refund;
  private final String apiKey;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public Shop(String ingressUrl, String apiKey) {
    create = URI.create(ingressUrl + "/api/payment/create");
    refund = URI.create(ingressUrl + "/api/payment/refund");
    this.apiKey = apiKey;
  }

  /** A payment that waits for its customer. */
  public record Created(String transactionId, String paymentUrl) {}

  /**
   * Creates a payment; asks again, which is safe, while it is undecided.
   *
   * @throws IllegalStateException if it is refused, or is not decided in a minute
   */
  public Created create(OrderDraft order) {
    try {
      return created(send(create, body(order), "a payment was not created"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ingress answers something else", e);
    }
  }

  /**
   * A part of what was paid.
   *
   * @param refundId names it among the order's refunds
   */
  public record Part(String refundId, Money amount) {}

  /**
   * Has an order paid back; asks again, which is safe, while it is undecided. Returns the answer.
   *
   * @param part empty for all that is left
   * @throws IllegalStateException if it is refused, or is not decided in a minute
   */
  public String refund(OrderId orderId, Optional<Part> part) {
    ObjectNode json = MAPPER.createObjectNode().put("orderId", orderId.value());
    part.ifPresent(
        some ->
            json.put("refundId", some.refundId())
                .put("amount", some.amount().minorUnits())
                .put("currency", some.amount().currency()));
    return send(refund, json.toString(), "a refund was not made");
  }

  private String send(URI where, String body, String failure) {
    HttpRequest request =
        HttpRequest.newBuilder(where)
            .timeout(ANSWER_WITHIN)
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = answer(request);
      if (answer.statusCode() != 200 && answer.statusCode() != 201) {
        throw new IllegalStateException(
            failure + ": HTTP " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException("the ingress does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the ingress", e);
    }
  }

  private HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    while (ASK_AGAIN.contains(answer.statusCode()) && Instant.now().isBefore(giveUp)) {
      Thread.sleep(BETWEEN_TRIES);
      answer = http.send(request, BodyHandlers.ofString());
    }
    return answer;
  }

  private static Created created(String body) throws JsonProcessingException {
    JsonNode json = MAPPER.readTree(body);
    return new Created(json.path("transactionId").asText(), json.path("paymentUrl").asText());
  }

  /** The body of a create, in JSON. */
  public static String body(OrderDraft order) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("orderId", order.orderId().value())
            .put("paymentMethod", "VNPAY")
            .put("amount", order.amount().minorUnits())
            .put("currency", order.amount().currency());
    ArrayNode items = json.putArray("items");
    order
        .lines()
        .forEach(
            line ->
                items.addObject().put("sku", line.sku().value()).put("quantity", line.quantity()));
    return json.toString();
  }

  @Override
  public void close() {
    http.close();
  }
}

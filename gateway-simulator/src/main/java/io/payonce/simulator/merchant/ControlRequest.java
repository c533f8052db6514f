package io.payonce.simulator.merchant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.payonce.methods.vnpay.VnpayTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A JSON object that tells the simulator how to play; what it leaves out is as usual. */
final class ControlRequest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long HUNDREDTHS = 100;

  private final JsonNode json;

  /**
   * @param known the fields that it may have
   * @throws IllegalArgumentException if it is no object, or has others
   */
  private ControlRequest(byte[] body, Set<String> known) {
    try {
      json = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is no JSON", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the body cannot be read", e);
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("the body is no JSON object");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new IllegalArgumentException(name + " is not one of " + known);
              }
            });
  }

  static FaultRule fault(byte[] body) {
    ControlRequest request =
        new ControlRequest(
            body,
            Set.of("fault", "command", "reference", "moneyMoves", "delayMillis", "code", "times"));
    FaultKind kind = kind(request.text("fault", ""));
    Fault fault =
        new Fault(
            kind,
            request.json.path("moneyMoves").asBoolean(kind != FaultKind.CODE),
            request.millis("delayMillis", Fault.usualDelay(kind)),
            request.text("code", Fault.OTHER_ERROR));
    return new FaultRule(
        fault,
        request.text("command", ""),
        request.text("reference", ""),
        Math.toIntExact(request.number("times", 1)));
  }

  static FaultSeed seed(byte[] body) {
    ControlRequest request =
        new ControlRequest(body, Set.of("seed", "percent", "faults", "delayMillis"));
    List<FaultKind> kinds = new ArrayList<>();
    request.json.path("faults").forEach(node -> kinds.add(kind(node.asText())));
    return new FaultSeed(
        request.number("seed", 0),
        Math.toIntExact(request.number("percent", 0)),
        kinds,
        request.millis("delayMillis", Duration.ofMillis(100)));
  }

  static RefundDelays delays(byte[] body) {
    ControlRequest request = new ControlRequest(body, Set.of("toBankMillis", "toEndMillis"));
    return new RefundDelays(
        request.millis("toBankMillis", RefundDelays.DEFAULT.toBank()),
        request.millis("toEndMillis", RefundDelays.DEFAULT.toEnd()));
  }

  /** A payment that was never at the payment page; open, as pages leave it. */
  static BookedPayment payment(byte[] body) {
    ControlRequest request =
        new ControlRequest(
            body, Set.of("reference", "vnd", "createDate", "orderInfo", "status", "transactionNo"));
    String reference = request.text("reference", "");
    long vnd = request.number("vnd", 0);
    if (reference.isEmpty() || vnd <= 0) {
      throw new IllegalArgumentException("reference and vnd must be given");
    }
    BookedPayment open =
        BookedPayment.open(
            reference,
            Math.multiplyExact(vnd, HUNDREDTHS),
            request.text("createDate", VnpayTime.text(Instant.now())),
            request.text("orderInfo", "Thanh toan " + reference));
    return switch (request.text("status", "paid")) {
      case "open" -> open;
      case "failed" -> open.failed();
      case "paid" -> open.paid(request.text("transactionNo", ""));
      default -> throw new IllegalArgumentException("status is not paid, open or failed");
    };
  }

  private static FaultKind kind(String written) {
    return FaultKind.of(written)
        .orElseThrow(() -> new IllegalArgumentException("there is no such fault: " + written));
  }

  private String text(String name, String usual) {
    return json.path(name).asText(usual);
  }

  private long number(String name, long usual) {
    JsonNode node = json.path(name);
    if (!node.isMissingNode() && !node.canConvertToLong()) {
      throw new IllegalArgumentException(name + " is no whole number");
    }
    return node.asLong(usual);
  }

  private Duration millis(String name, Duration usual) {
    return Duration.ofMillis(number(name, usual.toMillis()));
  }
}

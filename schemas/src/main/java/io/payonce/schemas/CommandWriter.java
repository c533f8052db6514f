package io.payonce.schemas;

import com.fasterxml.jackson.core.JsonGenerator;
import io.payonce.payments.CreateRules;
import io.payonce.payments.OrderLine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes commands as record values. */
public final class CommandWriter {
  private CommandWriter() {}

  /** The command as JSON in UTF-8; {@link CommandReader} reads it back. */
  public static byte[] write(Command command) {
    return JsonText.object(
        json -> {
          json.writeNumberField("version", Command.VERSION);
          json.writeStringField("commandId", command.commandId().toString());
          switch (command) {
            case CreateCommand create -> create(json, create);
            case CallbackCommand callback -> callback(json, callback);
            case RefundCommand refund -> refund(json, refund);
          }
        });
  }

  private static void create(JsonGenerator json, CreateCommand command) throws IOException {
    json.writeStringField("acceptedAt", command.acceptedAt().toString());
    json.writeStringField("orderId", command.orderId().value());
    json.writeStringField("paymentMethod", command.method().name());
    if (command.details().isPresent()) {
      details(json, command.details().get());
    }
    JsonText.textUnlessEmpty(json, "returnUrl", command.presentation().returnUrl());
    JsonText.textUnlessEmpty(json, "customerIp", command.presentation().customerIp());
    JsonText.textUnlessEmpty(json, "description", command.presentation().description());
    JsonText.textUnlessEmpty(json, "locale", command.presentation().locale());
  }

  private static void details(JsonGenerator json, CreateRules.Details details) throws IOException {
    JsonText.money(json, "amount", details.amount());
    lines(json, "items", details.lines());
  }

  private static void lines(JsonGenerator json, String field, List<OrderLine> lines)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (OrderLine line : lines) {
      json.writeStartObject();
      json.writeStringField("sku", line.sku().value());
      json.writeNumberField("quantity", line.quantity());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void callback(JsonGenerator json, CallbackCommand command) throws IOException {
    json.writeStringField("receivedAt", command.receivedAt().toString());
    json.writeStringField("paymentMethod", command.method().name());
    json.writeStringField("transactionId", command.transactionId().value());
    json.writeObjectFieldStart("claim");
    json.writeStringField("status", command.claim().status().name());
    JsonText.money(json, "amount", command.claim().amount());
    json.writeStringField("gatewayTransactionId", command.claim().gatewayTransactionId());
    json.writeEndObject();
    json.writeStringField("source", command.evidence().source().name());
    json.writeObjectFieldStart("fields");
    for (Map.Entry<String, String> field : new TreeMap<>(command.evidence().fields()).entrySet()) {
      json.writeStringField(field.getKey(), field.getValue());
    }
    json.writeEndObject();
    JsonText.textUnlessEmpty(json, "requestSha256", command.evidence().requestSha256());
  }

  private static void refund(JsonGenerator json, RefundCommand command) throws IOException {
    json.writeStringField("acceptedAt", command.acceptedAt().toString());
    json.writeStringField("orderId", command.orderId().value());
    if (command.transactionId().isPresent()) {
      json.writeStringField("transactionId", command.transactionId().get().value());
    }
    if (command.amount().isPresent()) {
      JsonText.money(json, "amount", command.amount().get());
    }
    JsonText.textUnlessEmpty(json, "refundId", command.refundId().orElse(""));
    if (!command.lines().isEmpty()) {
      lines(json, "lines", command.lines());
    }
    JsonText.textUnlessEmpty(json, "reason", command.reason());
  }
}

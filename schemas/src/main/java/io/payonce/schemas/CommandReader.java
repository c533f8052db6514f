package io.payonce.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads commands from record values. */
public final class CommandReader {
  private static final int MAX_LINES = 1_000;

  private CommandReader() {}

  /**
   * Reads a command.
   *
   * @param headerId the id that the record's header names, which wins over the one in the value
   * @param derivedId the id of a command whose producer left it out: a function of where the record
   *     stands
   */
  public static Decoding<Command> read(
      CommandKind kind, byte[] value, Optional<UUID> headerId, Supplier<UUID> derivedId) {
    try {
      JsonFields fields = JsonFields.parse(value);
      long version = fields.wholeNumber("version");
      if (version > Command.VERSION) {
        return new Decoding.FutureVersion<>(version);
      }
      if (version < 1) {
        return new Decoding.Undecodable<>("version must be at least 1");
      }
      UUID commandId = commandId(fields, headerId, derivedId);
      return new Decoding.Decoded<>(
          switch (kind) {
            case CREATE -> create(fields, commandId);
            case CALLBACK -> callback(fields, commandId);
            case REFUND -> refund(fields, commandId);
          });
    } catch (IllegalArgumentException e) {
      return new Decoding.Undecodable<>(String.valueOf(e.getMessage()));
    }
  }

  private static UUID commandId(
      JsonFields fields, Optional<UUID> headerId, Supplier<UUID> derivedId) {
    if (headerId.isPresent()) {
      return headerId.get();
    }
    return fields.has("commandId") ? fields.uuid("commandId") : derivedId.get();
  }

  private static CreateCommand create(JsonFields fields, UUID commandId) {
    return new CreateCommand(
        commandId,
        fields.instant("acceptedAt"),
        new OrderId(fields.text("orderId")),
        fields.oneOf(PaymentMethod.class, "paymentMethod"),
        fields.has("amount") || fields.has("items")
            ? Optional.of(details(fields))
            : Optional.empty(),
        new CreateCommand.Presentation(
            fields.textOrEmpty("returnUrl"),
            fields.textOrEmpty("customerIp"),
            fields.textOrEmpty("description"),
            fields.textOrEmpty("locale")));
  }

  private static CreateRules.Details details(JsonFields fields) {
    Money amount = fields.money("amount");
    return new CreateRules.Details(amount, lines(fields, "items", MAX_LINES));
  }

  private static List<OrderLine> lines(JsonFields fields, String field, int limit) {
    JsonNode list = fields.node().get(field);
    if (list == null || !list.isArray() || list.size() > limit) {
      throw new IllegalArgumentException(field + " must be a list of at most " + limit);
    }
    List<OrderLine> lines = new ArrayList<>(list.size());
    for (JsonNode item : list) {
      lines.add(line(item, field));
    }
    return lines;
  }

  private static OrderLine line(JsonNode item, String field) {
    JsonNode sku = item.path("sku");
    JsonNode quantity = item.path("quantity");
    if (!sku.isTextual() || !quantity.isIntegralNumber() || !quantity.canConvertToInt()) {
      throw new IllegalArgumentException(
          field + " must hold sku (a text) and quantity (a whole number)");
    }
    return new OrderLine(new Sku(sku.textValue()), quantity.intValue());
  }

  private static CallbackCommand callback(JsonFields fields, UUID commandId) {
    JsonFields claim = fields.object("claim");
    return new CallbackCommand(
        commandId,
        fields.instant("receivedAt"),
        fields.oneOf(PaymentMethod.class, "paymentMethod"),
        new TransactionId(fields.text("transactionId")),
        new Claim(
            claim.oneOf(Claim.Status.class, "status"),
            claim.money("amount"),
            claim.text("gatewayTransactionId")),
        new CallbackCommand.Evidence(
            fields.has("source")
                ? fields.oneOf(CallbackCommand.Source.class, "source")
                : CallbackCommand.Source.IPN,
            gatewayFields(fields),
            fields.textOrEmpty("requestSha256")));
  }

  private static Map<String, String> gatewayFields(JsonFields fields) {
    Map<String, String> texts = new HashMap<>();
    if (fields.has("fields")) {
      fields
          .object("fields")
          .node()
          .properties()
          .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    }
    return texts;
  }

  private static RefundCommand refund(JsonFields fields, UUID commandId) {
    return new RefundCommand(
        commandId,
        fields.instant("acceptedAt"),
        new OrderId(fields.text("orderId")),
        fields.optionalText("transactionId").map(TransactionId::new),
        fields.has("amount") ? Optional.of(fields.money("amount")) : Optional.empty(),
        fields.optionalText("refundId"),
        fields.has("lines") ? lines(fields, "lines", RefundCommand.MAX_LINES) : List.of(),
        fields.textOrEmpty("reason"));
  }
}

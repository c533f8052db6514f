package io.payonce.ingest.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what requests say of orders. What is wrong is noted in the body. For one thread. */
public final class OrderFields {
  private static final long MAX_AMOUNT = 1_000_000_000_000_000L;

  private final JsonBody body;

  public OrderFields(JsonBody body) {
    this.body = body;
  }

  public Optional<OrderId> orderId() {
    return body.required("orderId").flatMap(text -> body.noting("", () -> new OrderId(text)));
  }

  /** Reads {@code amount} and {@code currency}, neither of which may be missing. */
  public Optional<Money> money() {
    Optional<String> currency = body.required("currency");
    JsonNode amount = body.field("amount");
    if (!amount.isIntegralNumber()
        || !amount.canConvertToLong()
        || amount.longValue() < 1
        || amount.longValue() > MAX_AMOUNT) {
      body.note("amount must be a whole number of minor units, 1 to " + MAX_AMOUNT);
      return Optional.empty();
    }
    return currency.flatMap(code -> body.noting("", () -> new Money(amount.longValue(), code)));
  }

  /** Empty where something is wrong with one of them. */
  public List<OrderLine> lines(String field, int atLeast, int atMost) {
    JsonNode items = body.field(field);
    if (!items.isArray() || items.size() < atLeast || items.size() > atMost) {
      body.note(field + " must be a list of " + atLeast + " to " + atMost);
      return List.of();
    }
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      line(field + "[" + i + "].", items.get(i)).ifPresent(lines::add);
    }
    return lines.size() == items.size() ? lines : List.of();
  }

  private Optional<OrderLine> line(String where, JsonNode item) {
    JsonNode sku = item.path("sku");
    JsonNode quantity = item.path("quantity");
    if (!sku.isTextual()) {
      body.note(where + "sku must be text");
      return Optional.empty();
    }
    if (!quantity.isIntegralNumber() || !quantity.canConvertToInt()) {
      body.note(where + "quantity must be a whole number");
      return Optional.empty();
    }
    return body.noting(where, () -> new OrderLine(new Sku(sku.textValue()), quantity.intValue()));
  }
}

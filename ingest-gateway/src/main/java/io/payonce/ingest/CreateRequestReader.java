package io.payonce.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.payonce.ingest.http.RequestRefused;
import io.payonce.methods.PaymentMethods;
import io.payonce.payments.CreateRules.Details;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.schemas.CreateCommand.Presentation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the body of a create. Fields that we do not know are ignored. */
final class CreateRequestReader {
  private static final int MAX_ITEMS = 500;
  private static final int MAX_RETURN_URL = 255;
  private static final long MAX_AMOUNT = 1_000_000_000_000_000L;

  private final PaymentMethods methods;
  private final JsonBody body;

  private CreateRequestReader(PaymentMethods methods, JsonBody body) {
    this.methods = methods;
    this.body = body;
  }

  /**
   * @throws RequestRefused with 400 and all problems in one message
   */
  static CreateRequest read(byte[] json, PaymentMethods methods) {
    return new CreateRequestReader(methods, JsonBody.parse(json)).request();
  }

  private CreateRequest request() {
    Optional<OrderId> orderId = body.required("orderId").flatMap(this::orderId);
    Optional<PaymentMethod> method = body.required("paymentMethod").flatMap(this::method);
    Optional<Details> details = details();
    Presentation presentation = presentation();
    method.ifPresent(named -> details.ifPresent(of -> requireTaken(named, of.amount())));
    body.requireNoProblems();
    return new CreateRequest(orderId.orElseThrow(), method.orElseThrow(), details, presentation);
  }

  private Optional<OrderId> orderId(String text) {
    return body.noting("", () -> new OrderId(text));
  }

  private Optional<PaymentMethod> method(String text) {
    Optional<PaymentMethod> method = PaymentMethod.named(text);
    if (method.isEmpty()) {
      body.note("paymentMethod must be one of " + List.of(PaymentMethod.values()));
    }
    return method;
  }

  /** All three or none: an order's contents are not put together from two requests. */
  private Optional<Details> details() {
    if (Stream.of("amount", "currency", "items").noneMatch(body::has)) {
      return Optional.empty();
    }
    Optional<Money> amount = amount();
    List<OrderLine> lines = lines();
    return amount.flatMap(
        money ->
            lines.isEmpty() ? Optional.empty() : body.noting("", () -> new Details(money, lines)));
  }

  private Optional<Money> amount() {
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

  private List<OrderLine> lines() {
    JsonNode items = body.field("items");
    if (!items.isArray() || items.isEmpty() || items.size() > MAX_ITEMS) {
      body.note("items must be a list of 1 to " + MAX_ITEMS);
      return List.of();
    }
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      line("items[" + i + "].", items.get(i)).ifPresent(lines::add);
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

  private Presentation presentation() {
    String returnUrl = body.optional("returnUrl");
    if (!returnUrl.isEmpty() && !isWebAddress(returnUrl)) {
      body.note("returnUrl must be an http or https URL of at most " + MAX_RETURN_URL);
    }
    String locale = body.optional("locale");
    if (!List.of("", "vn", "en").contains(locale)) {
      body.note("locale must be vn or en");
    }
    String customerIp = body.optional("customerIp");
    String description = body.optional("description");
    return body.noting(
            "", () -> new Presentation(clip(returnUrl), customerIp, description, clip(locale)))
        .orElse(Presentation.NONE);
  }

  /** A text that is too long has its problem noted already. */
  private static String clip(String text) {
    return text.length() > MAX_RETURN_URL ? "" : text;
  }

  private static boolean isWebAddress(String url) {
    try {
      URI uri = URI.create(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && url.length() <= MAX_RETURN_URL;
    } catch (IllegalArgumentException _) {
      // Not a URL: that is the answer.
      return false;
    }
  }

  /** A method that is not set up here is left to the worker, which knows what is offered. */
  private void requireTaken(PaymentMethod method, Money amount) {
    if (methods.find(method).map(offered -> !offered.takes(amount)).orElse(false)) {
      body.note(method + " does not take this amount in this currency");
    }
  }
}

package io.payonce.ingest.creates;

import io.payonce.ingest.http.RequestRefused;
import io.payonce.ingest.intake.JsonBody;
import io.payonce.ingest.intake.OrderFields;
import io.payonce.methods.PaymentMethods;
import io.payonce.payments.CreateRules.Details;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CreateCommand.Presentation;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the body of a create. Fields that we do not know are ignored. */
final class CreateRequestReader {
  private static final int MAX_ITEMS = 500;
  private static final int MAX_RETURN_URL = 255;

  private final PaymentMethods methods;
  private final JsonBody body;
  private final OrderFields fields;

  private CreateRequestReader(PaymentMethods methods, JsonBody body) {
    this.methods = methods;
    this.body = body;
    fields = new OrderFields(body);
  }

  /**
   * @throws RequestRefused with 400 and all problems in one message
   */
  static CreateRequest read(JsonBody body, PaymentMethods methods) {
    return new CreateRequestReader(methods, body).request();
  }

  private CreateRequest request() {
    Optional<OrderId> orderId = fields.orderId();
    Optional<PaymentMethod> method = body.required("paymentMethod").flatMap(this::method);
    Optional<Details> details = details();
    Presentation presentation = presentation();
    method.ifPresent(named -> details.ifPresent(of -> requireTaken(named, of.amount())));
    body.requireNoProblems();
    return new CreateRequest(orderId.orElseThrow(), method.orElseThrow(), details, presentation);
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
    Optional<Money> amount = fields.money();
    List<OrderLine> lines = fields.lines("items", 1, MAX_ITEMS);
    return amount.flatMap(
        money ->
            lines.isEmpty() ? Optional.empty() : body.noting("", () -> new Details(money, lines)));
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

package io.payonce.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.payonce.payments.PaymentMethod;
import java.util.Locale;
import java.util.Optional;

/** Checks one captured request, whatever it is. */
final class RequestCheck {
  private static final Finding UNSUPPORTED =
      new Finding.NotValid("unsupported-gateway", "VNPAY alone can be checked so far");

  private RequestCheck() {}

  static CheckedRequest check(JsonNode element) {
    JsonNode id = element.path("id");
    boolean named = id.isTextual() || id.isNumber();
    try {
      return new CheckedRequest(named ? id : NullNode.getInstance(), finding(element));
    } catch (UnreadableRequest unreadable) {
      return new CheckedRequest(
          named ? id : NullNode.getInstance(), new Finding.Unreadable(unreadable.words()));
    }
  }

  private static Finding finding(JsonNode element) throws UnreadableRequest {
    if (!element.isObject()) {
      throw new UnreadableRequest("a captured request must be a JSON object");
    }
    Members request = new Members(element, "");
    JsonNode id = request.get("id");
    if (!id.isTextual() && !id.isNumber() && !id.isNull()) {
      throw new UnreadableRequest("id must be a string or a number");
    }
    String gateway = request.text("gateway");
    if (gateway.isEmpty()) {
      throw new UnreadableRequest("gateway is missing");
    }
    Optional<PaymentMethod> method = PaymentMethod.named(gateway.toUpperCase(Locale.ROOT));
    return method.isEmpty() ? UNSUPPORTED : by(method.get(), request);
  }

  private static Finding by(PaymentMethod method, Members request) throws UnreadableRequest {
    return switch (method) {
      case VNPAY -> vnpay(request);
      case MOMO, ZALOPAY, STRIPE, PAYPAL, ADYEN -> UNSUPPORTED;
    };
  }

  private static Finding vnpay(Members request) throws UnreadableRequest {
    if (request.get("http").isNull()) {
      throw new UnreadableRequest("http is missing");
    }
    return VnpayCheck.check(
        VnpaySecrets.read(request.object("secrets")), CapturedHttp.read(request.object("http")));
  }
}

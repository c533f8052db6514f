package io.payonce.ingest.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.ingest.access.ForgeryLimit;
import io.payonce.ingest.http.Answer;
import io.payonce.ingest.http.Endpoint;
import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.PaymentMethods;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the customers whose browsers come back from a gateway, and settles nothing: that is for the
 * gateway's own callback.
 *
 * <p>An order that names its own {@code returnUrl} sends the gateway there, and its customers never
 * come by. All others do, and go on to the shop that is set up, or see a page of ours. Where they
 * go depends on nothing that the request says.
 */
public final class ReturnEndpoint implements Endpoint {
  private final PaymentMethods methods;
  private final ForgeryLimit forgeries;
  private final Optional<URI> shop;

  /**
   * @param shop where customers go on to, with {@code status} and, of a verified return, {@code
   *     transactionId} added to its query
   */
  public ReturnEndpoint(PaymentMethods methods, ForgeryLimit forgeries, Optional<URI> shop) {
    this.methods = methods;
    this.forgeries = forgeries;
    this.shop = shop;
  }

  @Override
  public Answer answer(HttpCall call) {
    CallbackVerdict verdict =
        CallbackRequest.broughtBack(call).verifiedBy(CallbackRequest.method(call, methods));
    if (CallbackRequest.isUnsigned(verdict)) {
      Optional<RequestRefused> tooMany = forgeries.count(call);
      if (tooMany.isPresent()) {
        throw tooMany.get();
      }
    }
    ReturnStatus status = ReturnStatus.of(verdict);
    String reference =
        verdict instanceof CallbackVerdict.Genuine genuine ? genuine.transactionId().value() : "";
    return shop.map(to -> onwards(to, status, reference))
        .orElseGet(() -> ReturnPage.of(status, reference));
  }

  private static Answer onwards(URI shop, ReturnStatus status, String reference) {
    StringBuilder location = new StringBuilder(shop.toString());
    location.append(shop.getRawQuery() == null ? '?' : '&').append("status=").append(status.word());
    if (!reference.isEmpty()) {
      location.append("&transactionId=").append(URLEncoder.encode(reference, UTF_8));
    }
    return new Answer(303, Map.of("Location", location.toString()), "");
  }
}

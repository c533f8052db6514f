package io.payonce.ingest.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.ingest.access.Sha256;
import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import io.payonce.methods.CallbackFlaw;
import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.OfferedMethod;
import io.payonce.methods.Parameter;
import io.payonce.methods.PaymentMethods;
import io.payonce.payments.PaymentMethod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A callback as it came in.
 *
 * @param query still percent-encoded
 * @param form the same of a posted form; empty where there is none
 */
record CallbackRequest(String query, String form) {
  /** What a request may be that the gateway has not signed; all else is found out after that. */
  private static final Set<CallbackFlaw> FOUND_BEFORE_THE_SIGNATURE =
      EnumSet.of(CallbackFlaw.BROKEN_ENCODING, CallbackFlaw.REPEATED_PARAMETER);

  private static final String FORM = "application/x-www-form-urlencoded";

  /**
   * @throws RequestRefused with 404, if the path names no method that is offered here
   */
  static OfferedMethod method(HttpCall call, PaymentMethods methods) {
    return PaymentMethod.named(call.pathEnd())
        .flatMap(methods::find)
        .orElseThrow(() -> new RequestRefused(404, "There is no such payment method here."));
  }

  /** What a browser brings back: its query alone. */
  static CallbackRequest broughtBack(HttpCall call) {
    return new CallbackRequest(call.query(), "");
  }

  /**
   * @throws RequestRefused if it has a body that is not a form, or that cannot be read
   */
  static CallbackRequest read(HttpCall call) {
    if (!call.isPost() || !call.hasBody()) {
      return new CallbackRequest(call.query(), "");
    }
    if (!call.mediaType().equals(FORM)) {
      throw new RequestRefused(415, "The body must be " + FORM + ".");
    }
    return new CallbackRequest(call.query(), new String(call.body(), UTF_8));
  }

  CallbackVerdict verifiedBy(OfferedMethod method) {
    List<Parameter> parameters;
    try {
      parameters = new ArrayList<>(Parameter.parse(query));
      parameters.addAll(Parameter.parse(form));
    } catch (IllegalArgumentException broken) {
      return new CallbackVerdict.Malformed(
          CallbackFlaw.BROKEN_ENCODING, String.valueOf(broken.getMessage()));
    }
    return method.verify(parameters);
  }

  /** Whether anybody could have sent it. */
  static boolean isUnsigned(CallbackVerdict verdict) {
    return switch (verdict) {
      case CallbackVerdict.Forged _ -> true;
      case CallbackVerdict.Malformed(CallbackFlaw flaw, _) ->
          FOUND_BEFORE_THE_SIGNATURE.contains(flaw);
      case CallbackVerdict.Genuine _, CallbackVerdict.UnknownReference _ -> false;
    };
  }

  /** Of the query and, where there is a form, of a line feed and the form after it. */
  String sha256() {
    return form.isEmpty()
        ? Sha256.hex(query.getBytes(UTF_8))
        : Sha256.hex(query.getBytes(UTF_8), new byte[] {'\n'}, form.getBytes(UTF_8));
  }
}

package io.payonce.cli.check;

import io.payonce.methods.CallbackFlaw;
import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.Vnpay;
import java.util.ArrayList;
import java.util.List;

/** Checks a captured request as the ingress would have: the same parameters, the same verdict. */
final class VnpayCheck {
  private static final String FORM = "application/x-www-form-urlencoded";

  private VnpayCheck() {}

  static Finding check(VnpaySecrets secrets, CapturedHttp http) {
    if (secrets.areMissing()) {
      return new Finding.NotValid(
          "missing-secrets", "secrets.tmnCode and secrets.hashSecret are needed to check it");
    }
    boolean post = http.method().equals("POST");
    if (!post && !http.method().equals("GET")) {
      return new Finding.NotValid("unsupported-method", "VNPAY calls by GET, or posts a form");
    }
    boolean form = post && !http.body().isEmpty();
    if (form && !http.mediaType().isEmpty() && !http.mediaType().equals(FORM)) {
      return new Finding.NotValid("unsupported-media-type", "the body is not a form: " + FORM);
    }
    return verify(secrets, http.query(), form ? http.body() : "");
  }

  private static Finding verify(VnpaySecrets secrets, String query, String form) {
    Vnpay vnpay;
    try {
      vnpay = secrets.vnpay();
    } catch (IllegalArgumentException _) {
      // The name alone can be wrong with it: the secret is not empty.
      return new Finding.NotValid(
          "malformed-terminal", "secrets.tmnCode must be 1 to 32 of A-Z a-z 0-9 _ -");
    }
    List<Parameter> parameters;
    try {
      parameters = new ArrayList<>(Parameter.parse(query));
      parameters.addAll(Parameter.parse(form));
    } catch (IllegalArgumentException broken) {
      return new Finding.NotValid(
          CallbackFlaw.BROKEN_ENCODING.code(), String.valueOf(broken.getMessage()));
    }
    return finding(secrets, parameters, vnpay.verify(parameters));
  }

  private static Finding finding(
      VnpaySecrets secrets, List<Parameter> parameters, CallbackVerdict verdict) {
    return switch (verdict) {
      case CallbackVerdict.Genuine(var transactionId, var claim, _) ->
          new Finding.Genuine(transactionId.value(), true, claim);
      case CallbackVerdict.UnknownReference(var reference, var claim) ->
          new Finding.Genuine(reference, false, claim);
      case CallbackVerdict.Forged(var flaw, var words) ->
          new Finding.Forged(flaw.code(), words, VnpayEvidence.gather(secrets, parameters));
      case CallbackVerdict.Malformed(var flaw, var words) ->
          new Finding.NotValid(flaw.code(), words);
    };
  }
}

package io.payonce.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import io.payonce.methods.CallbackFlaw;
import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.OfferedMethod;
import io.payonce.methods.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A callback as it came in.
 *
 * @param query still percent-encoded
 * @param form the same of a posted form; empty where there is none
 */
record CallbackRequest(String query, String form) {
  private static final String FORM = "application/x-www-form-urlencoded";

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

  /** Of the query and, where there is a form, of a line feed and the form after it. */
  String sha256() {
    return form.isEmpty()
        ? Sha256.hex(query.getBytes(UTF_8))
        : Sha256.hex(query.getBytes(UTF_8), new byte[] {'\n'}, form.getBytes(UTF_8));
  }
}

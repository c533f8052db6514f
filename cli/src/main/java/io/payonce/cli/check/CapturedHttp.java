package io.payonce.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * A request as it came over HTTP.
 *
 * @param method in upper case; GET where it was not written down
 * @param mediaType of the body, in lower case; empty where it was not written down
 * @param query still percent-encoded, without the question mark
 * @param body as sent; empty where there is none
 */
record CapturedHttp(String method, String mediaType, String query, String body) {

  static CapturedHttp read(Members http) throws UnreadableRequest {
    String method = http.text("method");
    String query = http.text("query");
    return new CapturedHttp(
        method.isEmpty() ? "GET" : method.toUpperCase(Locale.ROOT),
        mediaType(http.object("headers")),
        query.startsWith("?") ? query.substring(1) : query,
        http.text("body"));
  }

  /** All headers are looked at, so that a wrong type is noticed in any of them. */
  private static String mediaType(Members headers) throws UnreadableRequest {
    String found = "";
    for (Map.Entry<String, JsonNode> header : headers.object().properties()) {
      String value = first(header.getValue());
      if (header.getKey().equalsIgnoreCase("content-type")) {
        int parameters = value.indexOf(';');
        found = parameters < 0 ? value : value.substring(0, parameters);
      }
    }
    return found.strip().toLowerCase(Locale.ROOT);
  }

  /** The text, or the first of a list of them; empty where there is none. */
  private static String first(JsonNode header) throws UnreadableRequest {
    JsonNode value = header.isArray() ? header.path(0) : header;
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw new UnreadableRequest("http.headers must hold strings, or arrays of strings");
    }
    return value.textValue();
  }
}

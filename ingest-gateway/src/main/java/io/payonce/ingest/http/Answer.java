package io.payonce.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a caller is answered. */
public record Answer(int status, Map<String, String> headers, String body) {
  private static final String JSON = "application/json";

  public Answer {
    requireNonNull(body, "body is null");
    headers = Map.copyOf(headers);
  }

  /** A body that is JSON already. */
  public static Answer json(int status, String body) {
    return new Answer(status, Map.of(HttpHeader.CONTENT_TYPE.asString(), JSON), body);
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  void write(Response response, Callback callback) {
    response.setStatus(status);
    headers.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(body.getBytes(UTF_8)), callback);
  }
}

package io.payonce.ingest.http;

import java.util.Map;

/**
 * A request cannot be served, through no fault of ours. The message is for the caller: it names
 * what is wrong with the request and nothing of ours.
 */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String message;
  private final transient Map<String, String> headers;

  public RequestRefused(int status, String message) {
    this(status, message, Map.of());
  }

  public RequestRefused(int status, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.message = message;
    this.headers = Map.copyOf(headers);
  }

  int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return message;
  }

  Map<String, String> headers() {
    return headers;
  }
}

package io.payonce.ingest.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Where the ingress listens, and what it puts up with.
 *
 * @param port 0 for a free one
 * @param maxBodyBytes a longer body is refused without being read
 * @param requestTimeout how long a caller may take to send a request, first byte to last
 * @param maxConnections further ones wait to be accepted
 */
public record HttpSettings(
    String host, int port, int maxBodyBytes, Duration requestTimeout, int maxConnections) {
  public HttpSettings {
    requireNonNull(host, "host is null");
    requireNonNull(requestTimeout, "requestTimeout is null");
  }
}

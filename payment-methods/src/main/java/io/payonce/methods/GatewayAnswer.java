package io.payonce.methods;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/** The body that a gateway expects as the answer to its callback, sent with status 200. */
public record GatewayAnswer(String contentType, String body) {
  public GatewayAnswer {
    requireNonNull(contentType, "contentType is null");
    requireNonNull(body, "body is null");
  }

  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}

package io.payonce.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.payments.Attempt;
import io.payonce.payments.OrderId;

/**
 * The body that the creator of an attempt is answered with. It is written once, kept with the
 * transaction, and repeats get the same bytes.
 */
public final class CreateResponse {
  private CreateResponse() {}

  /**
   * The body as JSON text: {@code orderId}, {@code transactionId}, {@code paymentMethod}, {@code
   * amount} in minor units, {@code currency}, {@code paymentUrl}, {@code expiresAt}.
   */
  public static String write(OrderId orderId, Attempt attempt, String paymentUrl) {
    byte[] json =
        JsonText.object(
            body -> {
              body.writeStringField("orderId", orderId.value());
              body.writeStringField("transactionId", attempt.id().value());
              body.writeStringField("paymentMethod", attempt.method().name());
              body.writeNumberField("amount", attempt.amount().minorUnits());
              body.writeStringField("currency", attempt.amount().currency());
              body.writeStringField("paymentUrl", paymentUrl);
              body.writeStringField("expiresAt", attempt.expiresAt().toString());
            });
    return new String(json, UTF_8);
  }
}

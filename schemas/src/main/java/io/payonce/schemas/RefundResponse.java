package io.payonce.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.payments.OrderId;
import io.payonce.payments.Refund;

/**
 * The body that the caller of a refund is answered with. It is written once, when the refund's
 * command is decided, and kept with the transaction: repeats get the same bytes, also after the
 * refund went on.
 */
public final class RefundResponse {
  private RefundResponse() {}

  /**
   * The body as JSON text: {@code orderId}, {@code transactionId} (the refund's own), {@code
   * refundId} where it has one, {@code amount} in minor units, {@code currency}, {@code status}
   * ({@code PROCESSING} or {@code SUCCEEDED}).
   *
   * @param refund as it stands right after the decision
   * @throws IllegalArgumentException if the gateway has not taken the refund: then there is an
   *     error to answer
   */
  public static String write(OrderId orderId, Refund refund) {
    if (!refund.isRefunded()) {
      throw new IllegalArgumentException("a refund is answered once it is taken");
    }
    byte[] json =
        JsonText.object(
            body -> {
              body.writeStringField("orderId", orderId.value());
              body.writeStringField("transactionId", refund.id().value());
              JsonText.textUnlessEmpty(body, "refundId", refund.refundId());
              body.writeNumberField("amount", refund.amount().minorUnits());
              body.writeStringField("currency", refund.amount().currency());
              body.writeStringField("status", refund.status().name());
            });
    return new String(json, UTF_8);
  }
}

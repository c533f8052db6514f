package io.payonce.ingest.creates;

import static java.util.Objects.requireNonNull;

import io.payonce.ingest.intake.CommandStamp;
import io.payonce.payments.CreateRules;
import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.CreateCommand.Presentation;
import java.util.Optional;

/**
 * What a caller asks for when it creates a payment.
 *
 * @param details empty where only order and payment method are named
 */
record CreateRequest(
    OrderId orderId,
    PaymentMethod method,
    Optional<CreateRules.Details> details,
    Presentation presentation) {
  CreateRequest {
    requireNonNull(orderId, "orderId is null");
    requireNonNull(method, "method is null");
    requireNonNull(details, "details is null");
    requireNonNull(presentation, "presentation is null");
  }

  CreateCommand stamped(CommandStamp stamp) {
    return new CreateCommand(stamp.id(), stamp.now(), orderId, method, details, presentation);
  }
}

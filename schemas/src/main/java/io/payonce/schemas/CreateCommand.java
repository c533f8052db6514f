package io.payonce.schemas;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.CreateRules;
import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A command to open an attempt to pay an order.
 *
 * @param acceptedAt when it was accepted, to the millisecond; transaction id, expiry and payment
 *     URL follow from it, not from the worker's clock
 * @param details what the order holds; empty where the order is known already
 * @param presentation what the customer sees
 */
public record CreateCommand(
    UUID commandId,
    Instant acceptedAt,
    OrderId orderId,
    PaymentMethod method,
    Optional<CreateRules.Details> details,
    Presentation presentation)
    implements Command {

  /**
   * What a gateway's payment page needs beside the money. Empty texts are left to the gateway's
   * defaults.
   *
   * @param returnUrl where the customer's browser goes afterwards
   * @param customerIp the address the customer pays from; gateways demand it
   * @param description a line of plain ASCII for the payment page
   * @param locale {@code vn} or {@code en}
   */
  public record Presentation(
      String returnUrl, String customerIp, String description, String locale) {
    public static final Presentation NONE = new Presentation("", "", "", "");

    public Presentation {
      requireShort(returnUrl, "returnUrl", 255);
      requireShort(customerIp, "customerIp", 45);
      requireShort(description, "description", 255);
      requireShort(locale, "locale", 8);
    }

    private static void requireShort(String text, String field, int limit) {
      if (text.length() > limit) {
        throw new IllegalArgumentException(field + " must be at most " + limit + " characters");
      }
    }
  }

  public CreateCommand {
    requireNonNull(commandId, "commandId");
    requireNonNull(acceptedAt, "acceptedAt");
    acceptedAt = acceptedAt.truncatedTo(ChronoUnit.MILLIS);
    requireNonNull(orderId, "orderId");
    requireNonNull(method, "paymentMethod");
    requireNonNull(details, "details");
    requireNonNull(presentation, "presentation");
  }

  @Override
  public CommandKind kind() {
    return CommandKind.CREATE;
  }

  @Override
  public IdempotencyKey key() {
    return IdempotencyKey.ofCreate(orderId);
  }
}

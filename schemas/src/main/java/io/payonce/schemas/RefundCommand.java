package io.payonce.schemas;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A command to pay an order back.
 *
 * @param amount how much; empty for all that is left
 * @param refundId names one of several partial refunds; required where there is an amount
 * @param reason for the record; may be empty
 */
public record RefundCommand(
    UUID commandId,
    Instant acceptedAt,
    OrderId orderId,
    Optional<Money> amount,
    Optional<String> refundId,
    String reason)
    implements Command {

  public RefundCommand {
    requireNonNull(commandId, "commandId");
    requireNonNull(acceptedAt, "acceptedAt");
    requireNonNull(orderId, "orderId");
    requireNonNull(reason, "reason");
    if (amount.isPresent() && refundId.isEmpty()) {
      throw new IllegalArgumentException("a partial refund needs a refundId");
    }
    if (refundId.isPresent() && !refundId.get().matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("refundId must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }

  @Override
  public CommandKind kind() {
    return CommandKind.REFUND;
  }

  @Override
  public IdempotencyKey key() {
    return refundId
        .map(id -> IdempotencyKey.ofRefund(orderId, id))
        .orElseGet(() -> IdempotencyKey.ofRefund(orderId));
  }
}

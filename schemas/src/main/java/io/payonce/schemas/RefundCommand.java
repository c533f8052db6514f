package io.payonce.schemas;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.TransactionId;
import io.payonce.payments.identifiers.Identifiers;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A command to pay an order back.
 *
 * @param transactionId which of the order's payments; empty for the one that holds it
 * @param amount how much; empty for all that is left
 * @param refundId names one of several partial refunds; required where there is an amount
 * @param lines the goods that a partial refund puts back into stock; where nothing is left of the
 *     payment, all goods go back that have not yet
 * @param reason for the record; may be empty
 */
public record RefundCommand(
    UUID commandId,
    Instant acceptedAt,
    OrderId orderId,
    Optional<TransactionId> transactionId,
    Optional<Money> amount,
    Optional<String> refundId,
    List<OrderLine> lines,
    String reason)
    implements Command {
  static final int MAX_LINES = 100;

  public RefundCommand {
    requireNonNull(commandId, "commandId");
    requireNonNull(acceptedAt, "acceptedAt");
    requireNonNull(orderId, "orderId");
    requireNonNull(transactionId, "transactionId");
    requireNonNull(reason, "reason");
    if (amount.isPresent() && refundId.isEmpty()) {
      throw new IllegalArgumentException("a partial refund needs a refundId");
    }
    if (refundId.isPresent()) {
      Identifiers.requireWellFormed(refundId.get(), "refundId");
    }
    if (lines.size() > MAX_LINES) {
      throw new IllegalArgumentException("lines must be a list of at most " + MAX_LINES);
    }
    lines = lines.stream().sorted(Comparator.comparing(OrderLine::sku)).toList();
    if (lines.stream().map(OrderLine::sku).distinct().count() < lines.size()) {
      throw new IllegalArgumentException("lines must name each sku once");
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

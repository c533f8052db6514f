package io.payonce.payments.refunds;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A request to pay back, as a command makes it.
 *
 * @param acceptedAt when the command was accepted; with its id it makes the refund's own id
 * @param refundId the caller's name for the refund; empty for the order's full refund
 * @param amount how much; empty for all that is left. An amount needs a refundId
 * @param payment which payment; empty for the one that holds the order
 * @param lines the goods that go back to stock. They matter where part of the payment is left
 *     afterwards: otherwise all goods that are left go back
 * @param oneOpenAtATime whether the gateway can have one open refund of a payment only
 */
public record RefundRequest(
    UUID commandId,
    Instant acceptedAt,
    OrderId orderId,
    Optional<String> refundId,
    Optional<Money> amount,
    Optional<TransactionId> payment,
    List<OrderLine> lines,
    boolean oneOpenAtATime) {
  /** What a refund command says begins so, and nothing that a create or a callback says does. */
  static final String SAID = "refund|";

  public RefundRequest {
    requireNonNull(commandId, "commandId");
    requireNonNull(acceptedAt, "acceptedAt");
    requireNonNull(orderId, "orderId");
    if (amount.isPresent() && refundId.isEmpty()) {
      throw new IllegalArgumentException("a partial refund needs a refundId");
    }
    lines = lines.stream().sorted(Comparator.comparing(OrderLine::sku)).toList();
    if (lines.stream().map(OrderLine::sku).distinct().count() < lines.size()) {
      throw new IllegalArgumentException("lines must name each sku once");
    }
  }

  /** The id of the refund that this command opens, if it does. */
  public TransactionId refund() {
    return TransactionId.mintedBy(commandId, acceptedAt);
  }

  /** Equal for two commands on one order exactly if they say the same. */
  public String said() {
    return SAID
        + refundId.orElse("")
        + "|"
        + amount.map(Money::toString).orElse("")
        + "|"
        + payment.map(TransactionId::value).orElse("")
        + "|"
        + lines.stream()
            .map(line -> line.sku() + ":" + line.quantity())
            .collect(Collectors.joining(","));
  }
}

package io.payonce.ingest.refunds;

import static java.util.Objects.requireNonNull;

import io.payonce.ingest.intake.CommandStamp;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.RefundCommand;
import java.util.List;
import java.util.Optional;

/**
 * What a caller asks for when it pays an order back.
 *
 * @param payment which payment; empty for the one that holds the order
 * @param amount how much; empty for all that is left
 * @param refundId the caller's name for a partial refund
 * @param lines the goods that go back into stock
 * @param reason for the record; may be empty
 */
record RefundRequest(
    OrderId orderId,
    Optional<TransactionId> payment,
    Optional<Money> amount,
    Optional<String> refundId,
    List<OrderLine> lines,
    String reason) {
  RefundRequest {
    requireNonNull(orderId, "orderId is null");
    requireNonNull(payment, "payment is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(refundId, "refundId is null");
    lines = List.copyOf(lines);
    requireNonNull(reason, "reason is null");
  }

  RefundCommand stamped(CommandStamp stamp) {
    return new RefundCommand(
        stamp.id(), stamp.now(), orderId, payment, amount, refundId, lines, reason);
  }
}

package io.payonce.store.views;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.UUID;

/**
 * A decision that is kept. What the database has as a word stays one.
 *
 * @param transactionId what was decided on; of a refused create, the id it would have got
 * @param reason a code, {@code none} for most
 * @param orderStatus how the order stood right after it
 * @param refunded likewise
 */
public record EventView(
    UUID commandId,
    TransactionId transactionId,
    String outcome,
    String reason,
    String orderStatus,
    long orderVersion,
    Money refunded,
    Instant decidedAt) {
  public EventView {
    requireNonNull(commandId, "commandId is null");
    requireNonNull(transactionId, "transactionId is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(orderStatus, "orderStatus is null");
    requireNonNull(refunded, "refunded is null");
    requireNonNull(decidedAt, "decidedAt is null");
  }
}

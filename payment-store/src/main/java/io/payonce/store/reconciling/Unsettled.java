package io.payonce.store.reconciling;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.TransactionId;
import java.time.Instant;

/**
 * A payment or refund that is not settled and has reached an age at which it is asked for.
 *
 * @param createdAt when its command was accepted
 * @param due when it reached that age
 */
public record Unsettled(Kind kind, TransactionId id, Instant createdAt, Instant due) {

  /** What it is. */
  public enum Kind {
    PAYMENT,
    REFUND
  }

  public Unsettled {
    requireNonNull(kind, "kind is null");
    requireNonNull(id, "id is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(due, "due is null");
  }
}

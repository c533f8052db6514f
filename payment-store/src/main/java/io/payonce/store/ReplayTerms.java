package io.payonce.store;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import java.util.Optional;
import java.util.UUID;

/**
 * What is replayed, and whether for real.
 *
 * @param replay names the replay; the same when it is resumed
 * @param order only commands about this order
 * @param method only commands of this gateway
 */
public record ReplayTerms(
    UUID replay, Keeping keeping, Optional<OrderId> order, Optional<PaymentMethod> method) {

  /** What becomes of a transaction that ends well. */
  public enum Keeping {
    COMMITTED,
    /** Rolled back: a dry run. */
    UNDONE
  }

  public ReplayTerms {
    requireNonNull(replay, "replay is null");
    requireNonNull(keeping, "keeping is null");
    requireNonNull(order, "order is null");
    requireNonNull(method, "method is null");
  }

  public boolean isDry() {
    return keeping == Keeping.UNDONE;
  }
}

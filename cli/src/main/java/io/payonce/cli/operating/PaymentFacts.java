package io.payonce.cli.operating;

import static java.util.Objects.requireNonNull;

import io.payonce.store.views.OperatorViews;
import io.payonce.store.views.OrderHistory;
import java.util.List;
import java.util.Optional;

/** All that is known of an order: what the database has, and what Redis has on its keys. */
public final class PaymentFacts {
  private final OrderHistory history;
  private final Optional<List<KeyState>> keys;

  PaymentFacts(OrderHistory history, Optional<List<KeyState>> keys) {
    this.history = requireNonNull(history, "history is null");
    this.keys = requireNonNull(keys, "keys is null");
  }

  /**
   * Looks; empty if there is no such order or transaction.
   *
   * @param id of an order, or of one of its transactions
   * @throws IllegalStateException if the database does not answer
   */
  public static Optional<PaymentFacts> look(OperatorSettings.Showing settings, String id) {
    return new OperatorViews(settings.database())
        .history(id)
        .map(
            history ->
                new PaymentFacts(history, Keys.look(settings.redis(), Keys.of(history.order()))));
  }

  /** Whether both sides answered. */
  public boolean isWhole() {
    return keys.isPresent();
  }

  OrderHistory history() {
    return history;
  }

  /** Empty where Redis did not answer. */
  Optional<List<KeyState>> keys() {
    return keys;
  }
}

package io.payonce.refunds;

import io.payonce.store.BatchTransaction;
import io.payonce.store.OrderTransactions;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The handlers' way to the database: short transactions, and no more at once than there are
 * connections. The others wait here, where waiting is cheap; the pool would refuse them after
 * seconds.
 */
final class Transactions {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OrderTransactions store;
  private final Semaphore places;

  Transactions(OrderTransactions store, int atOnce) {
    this.store = store;
    this.places = new Semaphore(atOnce, true);
  }

  /**
   * @throws IllegalStateException if no place came free in time
   * @throws RuntimeException what {@link OrderTransactions#inTransaction} throws
   */
  <T> T run(Function<BatchTransaction, T> work) {
    try {
      if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("no connection came free within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a connection", e);
    }
    try {
      return store.inTransaction(work);
    } finally {
      places.release();
    }
  }
}

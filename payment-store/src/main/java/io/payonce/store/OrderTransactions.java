package io.payonce.store;

import java.util.function.Function;

/** Where transactions over orders are run: by workers, or in a replay. Safe for many threads. */
public interface OrderTransactions {

  /**
   * Runs one transaction. It commits when {@code work} returns, and has no effect when it throws.
   *
   * @throws RuntimeException what {@code work} threw, or that the database could not be reached or
   *     would not commit; in the last case it is not known whether it did
   */
  <T> T inTransaction(Function<BatchTransaction, T> work);
}

package io.payonce.store;

import java.time.Duration;

/**
 * Where the database is, and how long it may take.
 *
 * @param poolSize connections, at least 2: one a worker, and one or two for the rest
 * @param transactionAtMost the longest a batch's transaction may take; under the lock's time to
 *     live
 * @param statementAtMost the longest one statement may take
 */
public record StoreSettings(
    String jdbcUrl,
    String user,
    String password,
    int poolSize,
    Duration transactionAtMost,
    Duration statementAtMost) {
  private static final int SMALLEST_POOL = 2;

  public StoreSettings {
    if (poolSize < SMALLEST_POOL) {
      throw new IllegalArgumentException("bringing the schema up to date takes 2 connections");
    }
    if (statementAtMost.compareTo(transactionAtMost) > 0) {
      throw new IllegalArgumentException("a statement must not outlast its transaction");
    }
  }

  /** The usual limits: 20 s a transaction, 10 s a statement. */
  public static StoreSettings of(String jdbcUrl, String user, String password, int poolSize) {
    return new StoreSettings(
        jdbcUrl, user, password, poolSize, Duration.ofSeconds(20), Duration.ofSeconds(10));
  }

  @Override
  public String toString() {
    return "StoreSettings[" + user + "@, pool of " + poolSize + "]";
  }
}

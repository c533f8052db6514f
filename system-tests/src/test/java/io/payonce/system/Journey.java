package io.payonce.system;

/** A way in which PostgreSQL goes back to what it was at some time. */
interface Journey extends AutoCloseable {
  /** Keeps what PostgreSQL is now. It runs before and after, perhaps not in between. */
  void remember();

  /**
   * PostgreSQL goes back to what was remembered; it runs before and after. Whoever is connected
   * loses the connection and finds it at the same address again. May be done more than once.
   */
  void goBack();

  @Override
  void close();
}

package io.payonce.benchmarks.commands;

/**
 * How much is measured; about as much again is done to warm up.
 *
 * @param orders that are created
 * @param refunds of orders that were paid
 */
public record CommandsSize(int orders, int refunds) {
  public static final int LEAST = 100;

  /** The gateway remembers no more payments than that. */
  public static final int MOST = 100_000;

  private static final int MOST_TO_WARM_UP = 10_000;
  private static final int WARM_UP_SHARE = 2;
  private static final int MOST_BEHIND = 1_000;

  /**
   * @throws IllegalArgumentException saying which is out of range
   */
  public CommandsSize {
    if (orders < LEAST || orders > MOST) {
      throw new IllegalArgumentException("orders must be %d to %d".formatted(LEAST, MOST));
    }
    if (refunds < LEAST || refunds > orders) {
      throw new IllegalArgumentException("refunds must be %d to orders".formatted(LEAST));
    }
  }

  int allOrders() {
    return warmUpOrders() + orders;
  }

  /** As many as are measured, and with these enough for all refunds. */
  int warmUpOrders() {
    return Math.max(orders, warmUpRefunds() + refundsBehind());
  }

  /** A cold JVM spends half of its time in its own compiler. */
  int warmUpRefunds() {
    return Math.min(WARM_UP_SHARE * refunds, MOST_TO_WARM_UP);
  }

  /** With nothing behind them, the last ones would be measured in a worker that runs dry. */
  int refundsBehind() {
    return Math.min(refunds, MOST_BEHIND);
  }

  int allRefunds() {
    return warmUpRefunds() + refunds + refundsBehind();
  }
}

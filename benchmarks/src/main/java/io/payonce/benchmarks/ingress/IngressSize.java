package io.payonce.benchmarks.ingress;

/**
 * How much is done.
 *
 * @param seconds how long a round lasts
 * @param connections kept open, each with one callback under way at a time
 */
public record IngressSize(int seconds, int connections) {
  public static final int MOST_SECONDS = 10;
  public static final int MOST_CONNECTIONS = 1_000;

  /**
   * @throws IllegalArgumentException saying which is out of range
   */
  public IngressSize {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException("seconds must be 1 to " + MOST_SECONDS);
    }
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException("connections must be 1 to " + MOST_CONNECTIONS);
    }
  }
}

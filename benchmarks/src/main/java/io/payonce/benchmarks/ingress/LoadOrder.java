package io.payonce.benchmarks.ingress;

import java.time.Duration;

/**
 * What a load generator is to do.
 *
 * @param first the first callback's number
 * @param most how many are signed; if they are all sent, the round ends before its time
 */
record LoadOrder(int port, int connections, Duration time, long first, int most) {
  private static final int FIELDS = 5;

  String line() {
    return String.join(
        " ",
        Integer.toString(port),
        Integer.toString(connections),
        Long.toString(time.toMillis()),
        Long.toString(first),
        Integer.toString(most));
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static LoadOrder parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("not an order");
    }
    return new LoadOrder(
        Integer.parseInt(fields[0]),
        Integer.parseInt(fields[1]),
        Duration.ofMillis(Long.parseLong(fields[2])),
        Long.parseLong(fields[3]),
        Integer.parseInt(fields[4]));
  }
}

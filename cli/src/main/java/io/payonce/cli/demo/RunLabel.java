package io.payonce.cli.demo;

import java.time.Instant;

/**
 * Begins the names of all that one run of the demo makes, so that it can be told from what others
 * have made.
 *
 * @param text empty where nobody else makes anything
 */
record RunLabel(String text) {
  static final RunLabel NONE = new RunLabel("");

  private static final String DEMO = "demo-";
  private static final int RADIX = 36;

  static RunLabel at(Instant start) {
    return new RunLabel(Long.toString(start.toEpochMilli(), RADIX) + "-");
  }

  String order(String name) {
    return DEMO + text + name;
  }

  String sku(String name) {
    return text + name;
  }

  /** How the orders begin that must be of this run: all of them, where nobody else makes any. */
  String ownOrders() {
    return text.isEmpty() ? "" : DEMO + text;
  }

  /** How the skus begin that only this run sells. */
  String ownSkus() {
    return text;
  }
}

package io.payonce.system;

import java.time.Duration;

/** A promise of the system, as something that can look at a run and object. */
interface Guarantee {

  /** All of them, in the order in which a breach is easiest to understand. */
  static Guarantee[] all() {
    return new Guarantee[] {
      new NothingLost(),
      new AppliedOnce(),
      new BooksHold(),
      new StockBalances(),
      new OutcomeForEveryCommand(),
      new NoLockLeft(Duration.ofSeconds(5))
    };
  }

  /** Checks every guarantee. */
  static void checkAll(Evidence evidence) {
    for (Guarantee guarantee : all()) {
      guarantee.check(evidence);
    }
  }

  /**
   * Checks the promise once the system is at rest.
   *
   * @throws AssertionError naming what breaks it
   */
  void check(Evidence evidence);
}

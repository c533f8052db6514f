package io.payonce.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * A refund processor that is held up at certain boundaries of its work, seen from outside. From its
 * making on whoever handles the orders is held up; closing lets go.
 */
interface Standstill extends AutoCloseable {
  /** Waits until all the orders stand where they should. */
  void await(Run run);

  /** Checks that they stood there to the last, once the processor is dead. */
  void check(Run run);

  /** Waits for a while. */
  static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(condition);
  }

  @Override
  void close();
}

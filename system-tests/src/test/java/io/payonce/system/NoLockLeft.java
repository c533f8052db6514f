package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * No key stays locked, whoever died: the next owner of the partition takes a dead one's locks over
 * and releases them.
 *
 * @param within how long it may take; shorter than a lock lives, or it would go by itself
 */
record NoLockLeft(Duration within) implements Guarantee {
  /**
   * The locks' time to live in the tests, so that none of them goes by itself while a test runs.
   */
  static final Duration LOCK_LIFE = Duration.ofMinutes(10);

  @Override
  public void check(Evidence evidence) {
    await().atMost(within).untilAsserted(() -> assertThat(evidence.locks()).as("locks").isEmpty());
  }
}

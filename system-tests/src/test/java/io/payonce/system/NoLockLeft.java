package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * No key stays locked, whoever died: the next owner of the partition takes a dead one's locks over
 * and releases them.
 */
final class NoLockLeft implements Guarantee {
  /**
   * A lock of a batch whose records were all published cannot be taken over any more: it runs out
   * by itself.
   */
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(35);

  @Override
  public void check(Evidence evidence) {
    await()
        .atMost(LONGEST_LIFE)
        .untilAsserted(() -> assertThat(evidence.locks()).as("locks").isEmpty());
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * Each order is paid by exactly the attempt that should hold it: the one created first of those
 * that the gateway said were paid, however often and in whatever order it said so. All other paid
 * attempts are surplus.
 */
final class AppliedOnce implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    List<String> holders =
        evidence
            .database()
            .rows(
                "SELECT order_id, transaction_id FROM transactions WHERE kind = 'PAYMENT' AND"
                    + " status = 'SUCCEEDED' ORDER BY 1, 2");
    assertThat(holders).as("who holds which order").isEqualTo(evidence.traffic().holders());
    List<String> surplus =
        evidence
            .database()
            .rows("SELECT transaction_id FROM transactions WHERE status = 'SURPLUS' ORDER BY 1");
    assertThat(surplus).as("paid, and not needed").isEqualTo(evidence.traffic().surplus());
  }
}

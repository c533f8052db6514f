package io.payonce.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The promises of the rules, for random attempts and claims in random orders of delivery. A failure
 * names the seed: {@code -Dpayonce.seed=N} runs that one again.
 */
class CallbackRulesPropertyTest {
  private static final int ROUNDS = 3_000;
  private static final int ORDERS_OF_DELIVERY = 4;

  @Test
  void every_order_of_delivery_keeps_the_promises_and_finds_the_same_holder() {
    Long chosen = Long.getLong("payonce.seed");
    long first = chosen == null ? System.nanoTime() : chosen;
    int rounds = chosen == null ? ROUNDS : 1;
    for (long seed = first; seed < first + rounds; seed++) {
      runNamingTheSeed(seed);
    }
  }

  @Test
  void the_rounds_reach_every_ruling_that_a_callback_can_get() {
    List<Ruling> rulings = new ArrayList<>();
    for (long seed = 0; seed < 200; seed++) {
      run(seed).order().decisions().forEach(kept -> rulings.add(kept.ruling()));
    }

    assertThat(rulings)
        .contains(
            Ruling.APPLIED,
            Ruling.stale(Reason.STILL_PENDING),
            Ruling.stale(Reason.ALREADY_FAILED),
            Ruling.stale(Reason.SUCCESS_STANDS),
            Ruling.surplus(Reason.HELD_BY_EARLIER),
            Ruling.surplus(Reason.DISPLACED_BY_EARLIER),
            Ruling.rejected(Reason.OTHER_GATEWAY_TRANSACTION),
            Ruling.rejected(Reason.WRONG_AMOUNT),
            Ruling.rejected(Reason.WRONG_CURRENCY),
            Ruling.rejected(Reason.WRONG_METHOD));
  }

  private static void runNamingTheSeed(long seed) {
    try {
      run(seed);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("run again with -Dpayonce.seed=" + seed, e);
    }
  }

  private static CheckedDelivery run(long seed) {
    Random random = new Random(seed);
    RandomOrder scene = new RandomOrder(random);
    List<CallbackRules.Callback> deliveries = scene.deliveries();
    Optional<TransactionId> expected = scene.earliestPaid(deliveries);
    CheckedDelivery delivery = new CheckedDelivery(scene.order());
    for (int i = 0; i < ORDERS_OF_DELIVERY; i++) {
      Collections.shuffle(deliveries, random);
      delivery = new CheckedDelivery(scene.order());
      deliveries.forEach(delivery::deliver);
      assertThat(delivery.order().holder().map(Attempt::id)).isEqualTo(expected);
    }
    return delivery;
  }
}

package io.payonce.payments.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.Reason;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The promises of the rules, for random requests, payments, answers and crashes in random orders. A
 * failure names the seed: {@code -Dpayonce.seed=N} runs that one again.
 */
class RefundRulesPropertyTest {
  private static final int ROUNDS = 1_500;

  @Test
  void no_interleaving_pays_back_too_much_or_loses_goods_and_the_gateways_books_are_ours() {
    Long chosen = Long.getLong("payonce.seed");
    long first = chosen == null ? System.nanoTime() : chosen;
    int rounds = chosen == null ? ROUNDS : 1;
    for (long seed = first; seed < first + rounds; seed++) {
      try {
        run(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("run again with -Dpayonce.seed=" + seed, e);
      }
    }
  }

  @Test
  void the_rounds_reach_every_reason_and_standing_of_a_refund() {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    Set<OrderStatus> standings = EnumSet.noneOf(OrderStatus.class);
    for (long seed = 0; seed < 300; seed++) {
      for (KeptDecision kept : run(seed).decisions()) {
        reasons.add(kept.ruling().reason());
        standings.add(kept.after().status());
      }
    }

    assertThat(reasons)
        .contains(
            Reason.NONE,
            Reason.ORDER_NOT_PAID,
            Reason.ALREADY_REFUNDED,
            Reason.EXCEEDS_PAYMENT,
            Reason.REFUND_DIFFERS,
            Reason.LINES_DIFFER,
            Reason.WRONG_AMOUNT,
            Reason.WRONG_CURRENCY,
            Reason.REFUSED_BY_GATEWAY,
            Reason.STILL_PENDING,
            Reason.DISPLACED_BY_EARLIER,
            Reason.HELD_BY_EARLIER);
    assertThat(standings)
        .contains(OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED, OrderStatus.REFUNDED);
  }

  private static Order run(long seed) {
    RandomWorker worker = new RandomWorker(new Random(seed));
    worker.work();
    return worker.checked().order();
  }
}

package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoIT {
  @Test
  void twenty_orders_are_each_paid_once_and_it_is_proved() {
    CommandRun demo = CommandRun.of("demo", "--orders", "20", "--seed", "7");

    assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.out())
        .contains("20 orders, each paid exactly once")
        .contains("refused: forged", "rejected: wrong-amount", "parked: transaction unknown")
        .contains("✓ every order is PAID (20 of 20)")
        .contains("✓ refunded four times at once, it was paid back once (150000 VND by 1 refund)")
        .contains("✓ of a partial refund, a part went back (50000 VND by 1 refund)")
        .contains(
            "✓ paid by two attempts, the later one was paid back once (150000 VND by 1 refund)")
        .contains("✓ the gateway's books and ours agree on what went back (500000 of 500000)")
        .doesNotContain("✗");
  }
}

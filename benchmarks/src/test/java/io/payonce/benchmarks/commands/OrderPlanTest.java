package io.payonce.benchmarks.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderPlanTest {
  private final OrderPlan plan = new OrderPlan(new CommandsSize(200, 100));

  @Test
  void commands_of_an_order_speak_of_the_same_payment() {
    assertThat(plan.callback(7, "42").transactionId()).isEqualTo(plan.payment(7));
    assertThat(plan.refund(7).orderId()).isEqualTo(plan.create(7).orderId());
    assertThat(plan.create(7).details().orElseThrow().amount()).isEqualTo(plan.amount(7));
  }

  @Test
  void each_command_is_told_from_all_others_by_its_id() {
    assertThat(plan.ids().values())
        .as("creates, callbacks and refunds")
        .hasSize(3)
        .filteredOn(ids -> ids.position(plan.refund(7).commandId()) >= 0)
        .singleElement()
        .satisfies(ids -> assertThat(ids.position(plan.refund(7).commandId())).isEqualTo(7));
  }

  @Test
  void all_that_is_refunded_is_created() {
    CommandsSize largest = new CommandsSize(CommandsSize.LEAST, CommandsSize.LEAST);

    assertThat(largest.allRefunds()).isLessThanOrEqualTo(largest.allOrders());
    assertThat(new CommandsSize(5_000, 5_000).allRefunds()).isLessThanOrEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({"99, 99", "100001, 100", "100, 99", "100, 101"})
  void sizes_out_of_range_are_refused(int orders, int refunds) {
    assertThatThrownBy(() -> new CommandsSize(orders, refunds))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

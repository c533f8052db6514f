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

  @ParameterizedTest
  @CsvSource({"100, 100", "5000, 5000", "20000, 5000", "20000, 20000", "100000, 100000"})
  void all_that_is_refunded_is_created(int orders, int refunds) {
    CommandsSize size = new CommandsSize(orders, refunds);

    assertThat(size.allRefunds()).isLessThanOrEqualTo(size.allOrders());
  }

  @ParameterizedTest
  @CsvSource({"99, 99", "100001, 100", "100, 99", "100, 101"})
  void sizes_out_of_range_are_refused(int orders, int refunds) {
    assertThatThrownBy(() -> new CommandsSize(orders, refunds))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package io.payonce.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPlanTest {
  @Test
  void same_seed_makes_the_same_plan_and_another_seed_another() {
    assertThat(DemoPlan.of(50, 7)).isEqualTo(DemoPlan.of(50, 7)).isNotEqualTo(DemoPlan.of(50, 8));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 200, 1_001})
  void everything_that_can_go_wrong_does(int orders) {
    DemoPlan plan = DemoPlan.of(orders, 1);

    List<Scenario> scenarios = plan.orders().stream().map(DemoOrder::scenario).toList();
    assertThat(scenarios).hasSize(orders);
    assertThat(EnumSet.copyOf(scenarios)).isEqualTo(EnumSet.allOf(Scenario.class));
    assertThat(plan.unknownPayments()).isPositive();
  }

  @Test
  void label_changes_names_and_nothing_else() {
    DemoPlan plain = DemoPlan.of(50, 7);
    DemoPlan labelled = DemoPlan.of(50, 7, new DemoPlan.RunLabel("x-"));

    assertThat(labelled.orders().getFirst().draft().orderId().value()).isEqualTo("demo-x-00001");
    assertThat(labelled.skus().getFirst().value()).isEqualTo("x-BOOK-1");
    assertThat(labelled.orders())
        .extracting(order -> order.draft().amount(), DemoOrder::scenario)
        .isEqualTo(
            plain.orders().stream()
                .map(order -> tuple(order.draft().amount(), order.scenario()))
                .toList());
  }

  @Test
  void one_order_is_enough() {
    assertThat(DemoPlan.of(1, 1).orders()).hasSize(1);
  }

  @Test
  void what_is_sold_is_what_the_lines_say() {
    DemoPlan plan = DemoPlan.of(100, 3);

    long pieces =
        plan.orders().stream()
            .flatMap(order -> order.draft().lines().stream())
            .mapToLong(line -> line.quantity())
            .sum();
    assertThat(plan.sold().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(pieces);
    assertThat(plan.sold()).containsOnlyKeys(plan.skus());
  }
}

package io.payonce.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadLetterBudgetTest {
  private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");

  private final DeadLetterBudget budget = new DeadLetterBudget(3);

  @Test
  void budget_can_be_spent_to_the_last_and_no_further() {
    assertThat(budget.spend(2, NOW)).isTrue();
    assertThat(budget.spend(1, NOW)).isTrue();
    assertThat(budget.spend(1, NOW)).isFalse();
    assertThat(budget.spend(0, NOW)).isTrue();
  }

  @Test
  void refused_spending_costs_nothing() {
    assertThat(budget.spend(4, NOW)).isFalse();
    assertThat(budget.spend(3, NOW)).isTrue();
  }

  @Test
  void what_was_spent_comes_back_after_a_minute() {
    budget.spend(1, NOW);
    budget.spend(2, NOW.plusSeconds(30));
    assertThat(budget.spend(1, NOW.plusSeconds(60))).isFalse();
    assertThat(budget.spend(1, NOW.plusSeconds(61))).isTrue();
    assertThat(budget.spend(1, NOW.plusSeconds(61))).isFalse();
    assertThat(budget.spend(2, NOW.plusSeconds(91))).isTrue();
  }
}

package io.payonce.consumer.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadLetterBudgetTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  private final DeadLetterBudget budget = new DeadLetterBudget(3);

  @Test
  void as_many_are_allowed_as_are_left() {
    budget.spend(2, NOW);
    assertThat(budget.allows(1, NOW)).isTrue();
    assertThat(budget.allows(2, NOW)).isFalse();
  }

  @Test
  void asking_costs_nothing() {
    assertThat(budget.allows(3, NOW)).isTrue();
    assertThat(budget.allows(3, NOW)).isTrue();
    assertThat(budget.allows(4, NOW)).isFalse();
  }

  @Test
  void what_was_spent_is_back_after_a_minute() {
    budget.spend(1, NOW);
    budget.spend(2, NOW.plusSeconds(30));
    assertThat(budget.allows(1, NOW.plusSeconds(60))).isFalse();
    assertThat(budget.allows(1, NOW.plusSeconds(61))).isTrue();
    assertThat(budget.allows(2, NOW.plusSeconds(61))).isFalse();
    assertThat(budget.allows(3, NOW.plusSeconds(91))).isTrue();
  }
}

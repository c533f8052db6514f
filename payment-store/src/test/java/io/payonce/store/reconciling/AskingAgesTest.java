package io.payonce.store.reconciling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskingAgesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void each_age_ends_where_the_next_begins_and_the_last_a_day_later() {
    AskingAges ages = new AskingAges(List.of(HOUR, DAY));
    assertThat(ages.endOf(0)).isEqualTo(DAY);
    assertThat(ages.endOf(1)).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void ages_must_rise() {
    assertThatThrownBy(() -> new AskingAges(List.of(DAY, HOUR)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AskingAges(List.of(HOUR, HOUR)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AskingAges(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

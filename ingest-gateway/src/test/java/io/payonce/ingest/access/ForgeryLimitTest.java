package io.payonce.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ForgeryLimitTest {
  private static final Rate TWO_A_MINUTE = new Rate(2, Duration.ofMinutes(1), 2);

  private final ForgeryLimit limit = new ForgeryLimit(Optional.of(TWO_A_MINUTE), 3, () -> 0L);

  @Test
  void each_source_has_its_own_count() {
    assertThat(limit.take("a")).isZero();
    assertThat(limit.take("a")).isZero();
    assertThat(limit.take("a")).hasSeconds(30);
    assertThat(limit.take("b")).isZero();
  }

  @Test
  void only_so_many_sources_are_remembered_and_those_that_go_on_are_kept() {
    for (int i = 0; i < 100; i++) {
      limit.take("a");
      limit.take("other-" + i);
    }
    assertThat(limit.remembered()).isEqualTo(3);
    assertThat(limit.take("a")).isPositive();
    assertThat(limit.take("other-0")).isZero();
  }

  @Test
  void without_a_rate_nothing_is_counted() {
    ForgeryLimit none = new ForgeryLimit(Optional.empty());
    for (int i = 0; i < 1000; i++) {
      assertThat(none.take("a")).isZero();
    }
    assertThat(none.remembered()).isZero();
  }
}

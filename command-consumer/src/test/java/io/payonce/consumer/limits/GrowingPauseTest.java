package io.payonce.consumer.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrowingPauseTest {
  private final GrowingPause pause = new GrowingPause(Duration.ofSeconds(1), Duration.ofMinutes(1));

  @Test
  void each_rest_is_twice_as_long_as_the_one_before_up_to_the_longest() {
    assertThat(pause.after(1)).hasSeconds(1);
    assertThat(pause.after(2)).hasSeconds(2);
    assertThat(pause.after(6)).hasSeconds(32);
    assertThat(pause.after(7)).hasSeconds(60);
    assertThat(pause.after(Integer.MAX_VALUE)).hasSeconds(60);
  }

  @Test
  void pauses_that_shrink_or_are_none_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GrowingPause(Duration.ZERO, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GrowingPause(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }
}

package io.payonce.refunds.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlowTest {
  private Instant now = Instant.parse("2024-02-02T08:51:05Z");
  private final Flow flow = new Flow(() -> now, 250);

  @Test
  void before_a_second_was_seen_much_is_expected() {
    assertThat(flow.inASecond()).isEqualTo(250);
    flow.left();
    pass(Duration.ofMillis(999));
    assertThat(flow.inASecond()).isEqualTo(250);
    pass(Duration.ofMillis(1));
    assertThat(flow.inASecond()).isEqualTo(1);
  }

  @Test
  void who_left_lately_counts_by_the_time_that_was_seen() {
    leave(10);
    pass(Duration.ofSeconds(1));
    leave(5);
    pass(Duration.ofMillis(500));
    assertThat(flow.inASecond()).isEqualTo(10);
    pass(Duration.ofMillis(500));
    assertThat(flow.inASecond()).isEqualTo(5);
  }

  @Test
  void where_nobody_left_for_long_nobody_is_expected_to() {
    leave(10);
    pass(Duration.ofSeconds(5));
    assertThat(flow.inASecond()).isZero();
  }

  @Test
  void what_is_forgotten_says_nothing_of_the_time_after() {
    pass(Duration.ofSeconds(5));
    assertThat(flow.inASecond()).isZero();
    flow.forget();
    assertThat(flow.inASecond()).isEqualTo(250);
  }

  private void leave(int times) {
    for (int i = 0; i < times; i++) {
      flow.left();
    }
  }

  private void pass(Duration duration) {
    now = now.plus(duration);
  }
}

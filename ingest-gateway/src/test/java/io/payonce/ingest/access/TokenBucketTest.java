package io.payonce.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenBucketTest {
  private static final Rate FOUR_A_SECOND = new Rate(4, Duration.ofSeconds(1), 3);

  private final AtomicLong nanos = new AtomicLong();
  private final TokenBucket bucket = new TokenBucket(FOUR_A_SECOND, nanos::get);

  @Test
  void a_burst_is_taken_and_then_one_each_time_a_token_has_come() {
    assertThat(taken(5)).isEqualTo(3);
    assertThat(bucket.take()).hasMillis(250);
    pass(Duration.ofMillis(249));
    assertThat(bucket.take()).hasMillis(1);
    pass(Duration.ofMillis(1));
    assertThat(taken(2)).isEqualTo(1);
  }

  @Test
  void a_rest_fills_it_and_no_more_than_that() {
    assertThat(taken(3)).isEqualTo(3);
    pass(Duration.ofHours(1));
    assertThat(taken(10)).isEqualTo(3);
  }

  @Test
  void what_is_refused_costs_nothing() {
    assertThat(taken(100)).isEqualTo(3);
    pass(Duration.ofMillis(500));
    assertThat(taken(100)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE - 1, Long.MIN_VALUE, -5})
  void the_clock_may_start_anywhere_and_wrap_around(long start) {
    nanos.set(start);
    TokenBucket other = new TokenBucket(FOUR_A_SECOND, nanos::get);
    assertThat(IntStream.range(0, 5).filter(_ -> other.take().isZero()).count()).isEqualTo(3);
    pass(Duration.ofMillis(250));
    assertThat(other.take()).isZero();
  }

  @Test
  void many_threads_take_no_more_than_there_is() {
    Rate rate = new Rate(1, Duration.ofHours(1), 1000);
    TokenBucket shared = new TokenBucket(rate, nanos::get);
    assertThat(IntStream.range(0, 5000).parallel().filter(_ -> shared.take().isZero()).count())
        .isEqualTo(1000);
  }

  @Test
  void a_rate_of_nothing_is_no_rate() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, Duration.ofSeconds(1), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, Duration.ofSeconds(1), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(2, Duration.ofNanos(1), 1));
  }

  private long taken(int tries) {
    return IntStream.range(0, tries).filter(_ -> bucket.take().isZero()).count();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}

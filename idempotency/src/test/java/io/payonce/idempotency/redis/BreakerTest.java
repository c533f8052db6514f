package io.payonce.idempotency.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final Duration OPEN_FOR = Duration.ofSeconds(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final Breaker breaker = new Breaker(OPEN_FOR, now::get);

  @Test
  void closed_breaker_admits_everybody() {
    assertThat(breaker.admits()).isTrue();
    assertThat(breaker.admits()).isTrue();
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void failure_shuts_everybody_out_for_the_whole_while() {
    assertThat(breaker.failed()).isTrue();
    now.addAndGet(OPEN_FOR.toNanos() - 1);
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.admits()).isFalse();
  }

  @Test
  void one_trial_is_admitted_at_the_end_of_the_while() {
    breaker.failed();
    now.addAndGet(OPEN_FOR.toNanos());
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.admits()).isTrue();
    assertThat(breaker.admits()).isFalse();
  }

  @Test
  void another_trial_is_admitted_where_the_first_never_reports() {
    breaker.failed();
    now.addAndGet(OPEN_FOR.toNanos());
    breaker.admits();
    now.addAndGet(OPEN_FOR.toNanos());
    assertThat(breaker.admits()).isTrue();
  }

  @Test
  void success_closes_and_says_that_it_was_open() {
    breaker.failed();
    assertThat(breaker.succeeded()).isTrue();
    assertThat(breaker.succeeded()).isFalse();
    assertThat(breaker.admits()).isTrue();
  }

  @Test
  void only_the_first_failure_says_that_it_was_closed() {
    assertThat(breaker.failed()).isTrue();
    assertThat(breaker.failed()).isFalse();
  }
}

package io.payonce.consumer.suspects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SolitudeTest {
  private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");

  private final Solitude solitude = new Solitude();

  @Test
  void many_may_be_inside_and_nobody_comes_alone_meanwhile() {
    assertThat(solitude.enter(Care.NONE, NOW)).isTrue();
    assertThat(solitude.enter(Care.ONE_BY_ONE, NOW)).isTrue();
    assertThat(solitude.enter(Care.ALONE, NOW)).isFalse();
  }

  @Test
  void who_wants_to_be_alone_keeps_others_out_until_he_was_in() {
    solitude.enter(Care.NONE, NOW);
    assertThat(solitude.enter(Care.ALONE, NOW)).isFalse();
    assertThat(solitude.enter(Care.NONE, NOW)).isFalse();
    solitude.leave(Care.NONE);
    assertThat(solitude.enter(Care.ALONE, NOW)).isTrue();
    assertThat(solitude.enter(Care.NONE, NOW)).isFalse();
    assertThat(solitude.enter(Care.ALONE, NOW)).isFalse();
    solitude.leave(Care.ALONE);
    assertThat(solitude.enter(Care.ALONE, NOW)).isTrue();
  }

  @Test
  void who_does_not_come_again_keeps_nobody_out_for_long() {
    solitude.enter(Care.NONE, NOW);
    solitude.enter(Care.ALONE, NOW);
    assertThat(solitude.enter(Care.NONE, NOW.plus(Solitude.WANTED_FOR).minusMillis(1))).isFalse();
    assertThat(solitude.enter(Care.NONE, NOW.plus(Solitude.WANTED_FOR))).isTrue();
  }
}

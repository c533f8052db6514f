package io.payonce.consumer.suspects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuspicionTest {
  @Test
  void nothing_is_suspected_where_nothing_died() {
    Suspicion none = new Suspicion(5, Suspicion.NOTHING, 0);
    assertThat(none.careFor(5)).isEqualTo(Care.NONE);
    assertThat(none.isRemembered(5)).isFalse();
  }

  @Test
  void records_below_the_limit_are_taken_one_by_one_and_remembered() {
    Suspicion batch = new Suspicion(8, Suspicion.NOTHING, 0);
    assertThat(batch.careFor(7)).isEqualTo(Care.ONE_BY_ONE);
    assertThat(batch.isRemembered(7)).isTrue();
    assertThat(batch.careFor(8)).isEqualTo(Care.NONE);
  }

  @Test
  void record_over_which_the_process_died_is_handled_alone_and_in_the_end_not_at_all() {
    assertThat(new Suspicion(5, 6, 1).careFor(6)).isEqualTo(Care.ALONE);
    assertThat(new Suspicion(5, 6, Suspicion.DEATHS - 1).careFor(6)).isEqualTo(Care.ALONE);
    assertThat(new Suspicion(5, 6, Suspicion.DEATHS).careFor(6)).isEqualTo(Care.PARKED);
  }

  @Test
  void what_lies_below_the_suspect_is_taken_one_by_one_and_does_not_make_it_forgotten() {
    Suspicion suspicion = new Suspicion(5, 6, 2);
    assertThat(suspicion.careFor(5)).isEqualTo(Care.ONE_BY_ONE);
    assertThat(suspicion.isRemembered(5)).isFalse();
    assertThat(suspicion.isRemembered(6)).isTrue();
    assertThat(suspicion.careFor(7)).isEqualTo(Care.NONE);
  }

  @Test
  void suspect_whose_deaths_were_taken_back_is_none() {
    assertThat(new Suspicion(5, 6, 0).careFor(6)).isEqualTo(Care.NONE);
  }
}

package io.payonce.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlFailureTest {

  @Test
  void state_is_found_below_other_exceptions() {
    SQLException check = new SQLException("refused", "23514");
    Throwable wrapped = new IllegalStateException(new RuntimeException(check));
    assertThat(SqlFailure.of(wrapped)).isEqualTo(SqlFailure.DATA);
  }

  @Test
  void failure_without_a_state_says_nothing_of_the_command() {
    assertThat(SqlFailure.of(new IllegalArgumentException())).isEqualTo(SqlFailure.OTHER);
    assertThat(SqlFailure.of(new SQLException("no state"))).isEqualTo(SqlFailure.OTHER);
  }

  @Test
  void unknown_state_says_nothing_of_the_command() {
    assertThat(SqlFailure.of(new SQLException("new", "2F002"))).isEqualTo(SqlFailure.OTHER);
    assertThat(SqlFailure.of(new SQLException("deadlock", "40P01"))).isEqualTo(SqlFailure.OTHER);
  }
}

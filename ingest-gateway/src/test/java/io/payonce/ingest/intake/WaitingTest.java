package io.payonce.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaitingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|5",
        "wait=0|0",
        "wait=30|30",
        "wait=31|30",
        "wait=999999999|30",
        "wait=-1|5",
        "wait=abc|5",
        "respond-async|5",
        "respond-async, wait=7|7",
        "wait = 8; x=y|8",
        "await=9|5",
        "wait=99999999999999999999|5"
      })
  void a_preference_is_followed_up_to_the_limit(String prefer, int seconds) {
    assertThat(Waiting.askedBy(prefer)).hasSeconds(seconds);
  }
}

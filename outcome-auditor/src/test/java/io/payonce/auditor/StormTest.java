package io.payonce.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Outcome;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.alerts.Alert;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Too many duplicates or rejections: ten here, and half of all. */
class StormTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"DUPLICATE", "REJECTED"})
  void a_storm_is_said_once_a_window(Outcome outcome) {
    decide(10, Outcome.APPLIED);
    decide(9, outcome);
    desk.after(SECOND);
    assertThat(desk.alerts()).isEmpty();
    decide(1, outcome);
    desk.after(SECOND);
    decide(20, outcome);
    desk.after(SECOND);
    assertThat(desk.alerts(Alert.Storm.class))
        .singleElement()
        .satisfies(
            storm -> {
              assertThat(storm.outcome()).isEqualTo(outcome);
              assertThat(storm.kind()).isEqualTo(CommandKind.CALLBACK);
              assertThat(storm.method()).isEqualTo("VNPAY");
              assertThat(storm.count()).isEqualTo(10);
              assertThat(storm.total()).isEqualTo(20);
              assertThat(storm.window())
                  .isEqualTo(new Alert.Window(Desk.START, Desk.START.plusSeconds(60)));
            });
    desk.after(Duration.ofMinutes(1));
    decide(10, outcome);
    desk.after(SECOND);
    assertThat(desk.alerts(Alert.Storm.class)).hasSize(2);
  }

  @Test
  void many_among_many_more_are_no_storm() {
    decide(60, Outcome.APPLIED);
    decide(50, Outcome.DUPLICATE);
    decide(50, Outcome.REJECTED);
    desk.after(SECOND);
    assertThat(desk.alerts()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"APPLIED", "STALE", "SURPLUS", "DEAD_LETTERED"})
  void of_these_no_number_is_too_many(Outcome outcome) {
    decide(90, outcome);
    desk.after(SECOND);
    assertThat(desk.alerts()).isEmpty();
  }

  @Test
  void outcomes_that_are_published_again_are_no_storm() {
    Command command = Messages.callback();
    desk.sees(command);
    for (int i = 0; i < 100; i++) {
      desk.seesOutcome(command, Outcome.REJECTED);
    }
    desk.after(SECOND);
    assertThat(desk.alerts()).isEmpty();
  }

  private void decide(int commands, Outcome outcome) {
    for (int i = 0; i < commands; i++) {
      Command command = Messages.callback();
      desk.sees(command).seesOutcome(command, outcome);
    }
  }
}

package io.payonce.auditor;

import static io.payonce.auditor.Desk.DUE;
import static io.payonce.auditor.Desk.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Outcome;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RetryTier;
import io.payonce.schemas.alerts.Alert;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which commands are said to be overdue, and when. */
class OverdueTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void a_command_without_an_outcome_is_overdue_after_its_time_and_said_once() {
    Command command = Messages.callback();
    desk.sees(command).after(DUE.minus(SECOND));
    assertThat(desk.alerts()).isEmpty();
    assertThat(desk.gauge("payonce.audit.open")).isEqualTo(1);
    assertThat(desk.gauge("payonce.audit.overdue")).isZero();
    desk.after(SECOND).after(DUE).after(DUE);
    assertThat(desk.alerts(Alert.Overdue.class))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.subject().commandId()).contains(command.commandId());
              assertThat(alarm.subject().idempotencyKey()).isEqualTo(command.key().value());
              assertThat(alarm.subject().method()).isEqualTo("VNPAY");
              assertThat(alarm.subject().place()).isEqualTo("payment.callback 0 0");
              assertThat(alarm.subject().seenAt()).isEqualTo(START);
              assertThat(alarm.dueAt()).isEqualTo(START.plus(DUE));
              assertThat(alarm.waiting()).isFalse();
            });
    assertThat(desk.alerts()).hasSize(1);
    assertThat(desk.gauge("payonce.audit.overdue")).isEqualTo(1);
  }

  @Test
  void nothing_is_overdue_as_long_as_its_outcome_may_be_unread() {
    Command command = Messages.callback();
    desk.sees(command).afterUnread(DUE.multipliedBy(100));
    assertThat(desk.alerts()).isEmpty();
    desk.seesOutcome(command, Outcome.APPLIED).after(DUE);
    assertThat(desk.alerts()).isEmpty();
    assertThat(desk.gauge("payonce.audit.open")).isZero();
  }

  @Test
  void an_outcome_that_is_read_first_settles_the_command_that_comes_later() {
    Command command = Messages.callback();
    desk.seesOutcome(command, Outcome.APPLIED).sees(command).after(DUE).after(DUE);
    assertThat(desk.alerts()).isEmpty();
    assertThat(desk.counted(CommandKind.CALLBACK, "VNPAY", Outcome.APPLIED)).isEqualTo(1);
  }

  @Test
  void a_dead_lettered_command_has_its_outcome() {
    Command command = Messages.refund();
    desk.sees(command).seesOutcome(command, Outcome.DEAD_LETTERED).after(DUE);
    assertThat(desk.alerts()).isEmpty();
    assertThat(desk.counted(CommandKind.REFUND, "none", Outcome.DEAD_LETTERED)).isEqualTo(1);
  }

  @Test
  void both_outcomes_of_a_take_over_count_once_each_however_often_they_come() {
    Command command = Messages.callback();
    desk.sees(command);
    for (int i = 0; i < 3; i++) {
      desk.seesOutcome(command, Outcome.SURPLUS).seesOutcome(command, Outcome.APPLIED);
    }
    desk.after(DUE);
    assertThat(desk.alerts()).isEmpty();
    assertThat(desk.counted(CommandKind.CALLBACK, "VNPAY", Outcome.SURPLUS)).isEqualTo(1);
    assertThat(desk.counted(CommandKind.CALLBACK, "VNPAY", Outcome.APPLIED)).isEqualTo(1);
  }

  @Test
  void a_late_outcome_ends_the_alarm_and_is_said_once() {
    Command command = Messages.callback();
    desk.sees(command).after(DUE);
    desk.seesOutcome(command, Outcome.APPLIED).seesOutcome(command, Outcome.APPLIED).after(DUE);
    assertThat(desk.alerts(Alert.Cleared.class))
        .singleElement()
        .satisfies(
            cleared -> {
              assertThat(cleared.subject().commandId()).contains(command.commandId());
              assertThat(cleared.by()).isEqualTo(Alert.Ending.OUTCOME);
            });
    assertThat(desk.gauge("payonce.audit.overdue")).isZero();
    assertThat(desk.gauge("payonce.audit.open")).isZero();
  }

  @Test
  void a_command_that_waits_is_due_after_its_wait() {
    Command command = Messages.callback();
    desk.sees(command)
        .after(Duration.ofSeconds(30))
        .seesWaiting(command, RetryTier.TEN_MINUTES)
        .after(RetryTier.TEN_MINUTES.delay().plus(DUE).minus(SECOND));
    assertThat(desk.alerts()).isEmpty();
    desk.after(SECOND);
    assertThat(desk.alerts(Alert.Overdue.class))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.waiting()).isTrue();
              assertThat(alarm.subject().seenAt()).isEqualTo(START);
              assertThat(alarm.subject().place()).isEqualTo("payment.callback.retry-10m 0 0");
            });
  }

  @Test
  void a_wait_that_is_read_before_its_command_puts_it_off_all_the_same() {
    Command command = Messages.callback();
    desk.seesWaiting(command, RetryTier.TEN_MINUTES).sees(command).after(DUE.multipliedBy(2));
    assertThat(desk.alerts()).isEmpty();
  }

  @Test
  void a_wait_ends_an_alarm_and_the_next_one_is_said_again() {
    Command command = Messages.callback();
    desk.sees(command).after(DUE).seesWaiting(command, RetryTier.FIVE_SECONDS).after(SECOND);
    assertThat(desk.alerts(Alert.Cleared.class))
        .singleElement()
        .satisfies(cleared -> assertThat(cleared.by()).isEqualTo(Alert.Ending.WAITING));
    desk.after(DUE.multipliedBy(2));
    assertThat(desk.alerts(Alert.Overdue.class)).hasSize(2);
  }

  @Test
  void the_same_command_sent_again_is_not_put_off() {
    Command command = Messages.callback();
    desk.sees(command).after(DUE.minus(SECOND)).sees(command).after(SECOND);
    assertThat(desk.alerts(Alert.Overdue.class)).hasSize(1);
  }

  @Test
  void a_wait_that_is_read_after_the_outcome_opens_nothing() {
    Command command = Messages.callback();
    desk.sees(command)
        .seesOutcome(command, Outcome.APPLIED)
        .afterUnread(DUE)
        .seesWaiting(command, RetryTier.FIVE_SECONDS)
        .after(DUE.multipliedBy(3));
    assertThat(desk.alerts()).isEmpty();
    assertThat(desk.gauge("payonce.audit.open")).isZero();
  }

  @Test
  void what_is_settled_is_forgotten_once_nothing_of_before_can_come() {
    Command command = Messages.callback();
    desk.sees(command).seesOutcome(command, Outcome.APPLIED).afterUnread(DUE);
    assertThat(desk.remembered()).isEqualTo(1);
    desk.after(SECOND);
    assertThat(desk.remembered()).isZero();
    // A database that went back: the worker reads it again, and its outcome is published again.
    desk.seesOutcome(command, Outcome.APPLIED).after(DUE);
    assertThat(desk.alerts()).isEmpty();
    assertThat(desk.remembered()).isZero();
    assertThat(desk.counted(CommandKind.CALLBACK, "VNPAY", Outcome.APPLIED)).isEqualTo(1);
  }

  @Test
  void clocks_of_producers_may_be_wrong() {
    desk.after(SECOND);
    Command old = Messages.callback();
    Command ofTheFuture = Messages.callback();
    Instant longAgo = START.minus(Duration.ofDays(1));
    desk.write(topic(), longAgo, Messages.bytes(old), Desk.headers());
    desk.write(topic(), START.plusSeconds(86_400), Messages.bytes(ofTheFuture), Desk.headers());
    desk.after(DUE.minus(SECOND.multipliedBy(3)));
    assertThat(desk.alerts()).isEmpty();
    desk.after(SECOND.multipliedBy(3));
    assertThat(desk.alerts(Alert.Overdue.class)).hasSize(2);
  }

  @Test
  void an_auditor_that_was_away_counts_from_the_records_own_times() {
    Command command = Messages.callback();
    desk.write(topic(), START.minus(DUE), Messages.bytes(command), Desk.headers()).after(SECOND);
    assertThat(desk.alerts(Alert.Overdue.class)).hasSize(1);
  }

  @Test
  void no_more_is_remembered_while_hours_are_caught_up_with() {
    for (int i = 0; i < Desk.OPEN_AT_MOST + 7; i++) {
      Command command = Messages.callback();
      desk.sees(command).seesOutcome(command, Outcome.APPLIED);
    }
    desk.afterUnread(SECOND);
    assertThat(desk.remembered()).isEqualTo(Desk.OPEN_AT_MOST);
    assertThat(desk.alerts()).isEmpty();
  }

  @Test
  void what_is_too_much_to_remember_is_counted() {
    for (int i = 0; i < Desk.OPEN_AT_MOST + 7; i++) {
      desk.sees(Messages.callback());
    }
    desk.after(SECOND);
    assertThat(desk.gauge("payonce.audit.open")).isEqualTo(Desk.OPEN_AT_MOST);
    assertThat(desk.counter("payonce.audit.unwatched")).isEqualTo(7);
  }

  private String topic() {
    return desk.topics().commands(CommandKind.CALLBACK);
  }
}

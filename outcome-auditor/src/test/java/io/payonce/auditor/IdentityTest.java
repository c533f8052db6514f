package io.payonce.auditor;

import static io.payonce.auditor.Desk.DUE;
import static io.payonce.auditor.Desk.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Outcome;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RetryTier;
import io.payonce.schemas.alerts.Alert;
import io.payonce.schemas.identifying.CommandIds;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which command a record is: as the workers know it, or by where it stands. */
class IdentityTest {
  private static final String CALLBACKS = "payment.callback";
  private static final String LETTERS = "payment.callback.dead-letter";

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void the_header_wins_over_the_value() {
    Command command = Messages.callback();
    UUID other = UUID.randomUUID();
    Headers headers = Desk.headers(RecordHeaders.COMMAND_ID, other.toString());
    desk.write(CALLBACKS, START, Messages.bytes(command), headers);
    desk.write(
        desk.topics().outcomes(),
        START,
        Messages.outcome(other, command, Outcome.APPLIED),
        Desk.headers());
    desk.after(DUE);
    assertThat(desk.alerts()).isEmpty();
  }

  @Test
  void a_command_without_an_id_is_known_by_its_place_as_the_workers_do() {
    Command command = Messages.callback();
    desk.write(CALLBACKS, START, Messages.withoutId(command), Desk.headers());
    UUID derived = CommandIds.ofPlace(Desk.TOPIC_ID, 0, 0, START.toEpochMilli());
    desk.write(
        desk.topics().outcomes(),
        START,
        Messages.outcome(derived, command, Outcome.APPLIED),
        Desk.headers());
    desk.after(DUE);
    assertThat(desk.alerts()).isEmpty();
    assertThat(desk.gauge("payonce.audit.open")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"version\":1}", "{\"version\":2}"})
  void what_cannot_be_read_is_overdue_without_a_dead_letter_that_names_its_place(String value) {
    desk.write(CALLBACKS, START, value.getBytes(UTF_8), Desk.headers());
    desk.write(CALLBACKS, START, value.getBytes(UTF_8), Desk.headers());
    Headers letter = Desk.headers(RecordHeaders.DEAD_LETTER_SOURCE, CALLBACKS + " 0 1");
    desk.write(LETTERS, START, value.getBytes(UTF_8), letter).after(DUE);
    assertThat(desk.alerts(Alert.Overdue.class))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.subject().commandId()).isEmpty();
              assertThat(alarm.subject().idempotencyKey()).isEmpty();
              assertThat(alarm.key()).isEqualTo(CALLBACKS + " 0 0");
            });
    assertThat(desk.counter("payonce.audit.unreadable")).isEqualTo(2);
  }

  @Test
  void what_cannot_be_read_and_waited_is_settled_by_the_letter_that_names_where_it_came_from() {
    byte[] future = "{\"version\":2}".getBytes(UTF_8);
    desk.write(CALLBACKS, START, future, Desk.headers());
    String retries = desk.topics().retry(CommandKind.CALLBACK, RetryTier.FIVE_SECONDS);
    Headers waiting = Desk.headers(RecordHeaders.ORIGIN, CALLBACKS + " 0 0");
    desk.write(retries, START, future, waiting);
    Headers letter =
        Desk.headers(
            RecordHeaders.ORIGIN,
            CALLBACKS + " 0 0",
            RecordHeaders.DEAD_LETTER_SOURCE,
            retries + " 0 0");
    desk.write(LETTERS, START, future, letter).after(DUE.multipliedBy(2));
    assertThat(desk.alerts()).isEmpty();
    assertThat(desk.gauge("payonce.audit.open")).isZero();
  }

  /** The auditor was upgraded in between: what it reads now, it could not read before. */
  @Test
  void what_can_be_read_where_it_waits_is_watched_under_its_own_id_and_no_more_under_its_place() {
    Command command = Messages.callback();
    desk.write(CALLBACKS, START, "{\"version\":2}".getBytes(UTF_8), Desk.headers()).after(DUE);
    String retries = desk.topics().retry(CommandKind.CALLBACK, RetryTier.FIVE_SECONDS);
    Headers waiting = Desk.headers(RecordHeaders.ORIGIN, CALLBACKS + " 0 0");
    desk.write(retries, desk.now(), Messages.bytes(command), waiting);
    assertThat(desk.gauge("payonce.audit.open")).isEqualTo(1);
    assertThat(desk.alerts())
        .hasSize(2)
        .last()
        .isInstanceOfSatisfying(
            Alert.Cleared.class,
            cleared -> assertThat(cleared.by()).isEqualTo(Alert.Ending.WAITING));
    desk.seesOutcome(command, Outcome.APPLIED).after(DUE.multipliedBy(2));
    assertThat(desk.alerts()).hasSize(2);
    assertThat(desk.gauge("payonce.audit.open")).isZero();
    assertThat(desk.counted(CommandKind.CALLBACK, "VNPAY", Outcome.APPLIED)).isEqualTo(1);
  }

  @Test
  void what_cannot_be_read_but_has_an_id_in_its_header_needs_its_outcome() {
    UUID id = UUID.randomUUID();
    Headers headers = Desk.headers(RecordHeaders.COMMAND_ID, id.toString());
    desk.write(CALLBACKS, START, "{".getBytes(UTF_8), headers);
    desk.write(LETTERS, START, "{".getBytes(UTF_8), headers).after(DUE);
    assertThat(desk.alerts(Alert.Overdue.class))
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.subject().commandId()).contains(id));
  }

  @Test
  void the_dead_letter_of_a_command_is_no_outcome_of_it() {
    Command command = Messages.callback();
    Headers tired = Desk.headers(RecordHeaders.DEAD_LETTER_REASON, "unknown-transaction");
    desk.sees(command).write(LETTERS, START, Messages.bytes(command), tired).after(DUE);
    assertThat(desk.alerts(Alert.Overdue.class)).hasSize(1);
  }

  @Test
  void the_dead_letter_of_what_kills_the_worker_is_all_there_may_be() {
    Command command = Messages.callback();
    Headers killer = Desk.headers(RecordHeaders.DEAD_LETTER_REASON, "kills-the-worker: thrice");
    desk.sees(command).write(LETTERS, START, Messages.bytes(command), killer).after(DUE);
    assertThat(desk.alerts()).isEmpty();
  }

  @Test
  void outcomes_that_cannot_be_read_stop_nothing() {
    desk.write(desk.topics().outcomes(), START, "{".getBytes(UTF_8), Desk.headers());
    Command command = Messages.callback();
    desk.sees(command).seesOutcome(command, Outcome.APPLIED).after(DUE);
    assertThat(desk.alerts()).isEmpty();
  }
}

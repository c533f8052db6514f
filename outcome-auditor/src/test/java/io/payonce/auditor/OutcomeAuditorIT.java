package io.payonce.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.Command;
import io.payonce.schemas.alerts.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The auditor on a real broker, without the native library of Streams' other stores. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(EmbeddedServersExtension.class)
class OutcomeAuditorIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OPEN = "payonce_audit_open";

  private final Town town;
  private final List<AutoCloseable> started = new ArrayList<>();

  OutcomeAuditorIT(TestServers servers) {
    town = new Town(servers);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : started.reversed()) {
      each.close();
    }
    town.close();
  }

  @BeforeEach
  void there_is_no_native_library() {
    assertThat(OutcomeAuditorIT.class.getClassLoader().getResource("org/rocksdb/RocksDB.class"))
        .isNull();
  }

  @Test
  void a_lost_outcome_is_alarmed_once_within_its_time_and_no_other_is() {
    OutcomeAuditor auditor = start();
    awaitReading(auditor);
    Command lost = Messages.callback();
    town.send(lost, Instant.now());
    for (int i = 0; i < 100; i++) {
      Command command = i % 2 == 0 ? Messages.callback() : Messages.refund();
      town.send(command, Instant.now());
      town.decide(command, Instant.now());
    }
    await().atMost(SOON).until(() -> !town.overdue().isEmpty());
    assertThat(metric(auditor, "payonce_audit_overdue")).isEqualTo(1);
    town.decide(lost, Instant.now());
    await().atMost(SOON).until(() -> town.alerts().size() > 1);
    await().atMost(SOON).until(() -> metric(auditor, OPEN) == 0);
    assertThat(town.overdue()).containsExactly(lost.commandId());
    assertThat(town.alerts().getLast())
        .isInstanceOfSatisfying(
            Alert.Cleared.class,
            cleared -> {
              assertThat(cleared.subject().commandId()).contains(lost.commandId());
              assertThat(cleared.by()).isEqualTo(Alert.Ending.OUTCOME);
            });
  }

  /** Also with transactions at the ends of the topics, of which one was aborted. */
  @Test
  void what_came_while_it_was_away_is_overdue_only_without_an_outcome() {
    OutcomeAuditor first = start();
    awaitReading(first);
    first.close();
    Instant longAgo = Instant.now().minus(Duration.ofMinutes(5));
    List<Command> lost = new ArrayList<>();
    List<Command> decided = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Command command = Messages.callback();
      town.sendSoon(command, longAgo);
      (i % 500 == 0 ? lost : decided).add(command);
    }
    decided.forEach(command -> town.decideSoon(command, longAgo));
    town.flush();
    town.sendInTransactions(Messages.callback(), lost.getFirst(), longAgo);
    start();
    await().atMost(SOON).until(() -> town.overdue().size() >= lost.size());
    assertThat(town.overdue()).containsExactlyInAnyOrderElementsOf(ids(lost));
  }

  /** Their places are never committed past: there is no record behind which to do it. */
  @Test
  void transactions_that_were_aborted_at_the_ends_do_not_hold_it_up() {
    OutcomeAuditor first = start();
    awaitReading(first);
    first.close();
    Instant longAgo = Instant.now().minus(Duration.ofMinutes(5));
    Command lost = Messages.callback();
    town.send(lost, longAgo);
    town.abortOutcomes(lost, longAgo);
    start();
    await().atMost(SOON).until(() -> !town.overdue().isEmpty());
    assertThat(town.overdue()).containsExactly(lost.commandId());
  }

  /** Killed after alarms, with further records written that it has not read or is just reading. */
  @Test
  void killed_it_loses_no_alarm_and_gives_none_twice() {
    AuditorProcess running = startProcess();
    await()
        .atMost(SOON)
        .until(
            () -> {
              // What is there before its first start is not watched.
              town.send(Messages.callback(), Instant.now().minus(Duration.ofMinutes(1)));
              return !town.overdue().isEmpty();
            });
    List<Command> lost = new ArrayList<>();
    List<Command> settled = new ArrayList<>();
    write(lost, settled);
    await().atMost(SOON).until(() -> town.overdue().containsAll(ids(lost)));
    write(lost, settled);
    running.kill();
    write(lost, settled);
    startProcess();
    await().atMost(SOON).until(() -> town.overdue().containsAll(ids(lost)));
    assertThat(town.overdue()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(ids(settled));
  }

  private void write(List<Command> lost, List<Command> settled) {
    for (int i = 0; i < 50; i++) {
      Command command = Messages.callback();
      town.sendSoon(command, Instant.now());
      if (i % 10 == 0) {
        lost.add(command);
      } else {
        town.decideSoon(command, Instant.now());
        settled.add(command);
      }
    }
    town.flush();
  }

  @Test
  void instances_share_the_partitions_and_take_over_from_each_other() {
    OutcomeAuditor first = start();
    awaitReading(first);
    OutcomeAuditor second = start();
    awaitReading(second);
    List<UUID> lost = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Command command = Messages.callback();
      town.sendSoon(command, Instant.now());
      lost.add(command.commandId());
    }
    await()
        .atMost(SOON)
        .until(
            () ->
                metric(first, OPEN) > 0
                    && metric(second, OPEN) > 0
                    && metric(first, OPEN) + metric(second, OPEN) == 100);
    first.close();
    await().atMost(SOON).until(() -> metric(second, OPEN) == 100);
    await().atMost(SOON).until(() -> town.overdue().size() >= 100);
    await().atMost(SOON).until(() -> metric(second, "payonce_audit_overdue") == 100);
    assertThat(town.overdue()).containsExactlyInAnyOrderElementsOf(lost);
  }

  private OutcomeAuditor start() {
    OutcomeAuditor auditor = OutcomeAuditor.start(town.environment());
    started.add(auditor);
    return auditor;
  }

  /** Kafka forgets places after a week: what was skipped then must not look lost. */
  @Test
  void where_its_places_are_forgotten_it_begins_anew() {
    OutcomeAuditor first = start();
    awaitReading(first);
    Command before = Messages.callback();
    town.send(before, Instant.now());
    await().atMost(SOON).until(() -> metric(first, OPEN) == 1);
    first.close();
    int saidBefore = town.overdue().size();
    town.forgetPlaces(town.applicationId());
    town.send(Messages.callback(), Instant.now());
    OutcomeAuditor second = start();
    awaitReading(second);
    Command lost = Messages.callback();
    town.send(lost, Instant.now());
    await().atMost(SOON).until(() -> town.overdue().size() > saidBefore);
    assertThat(town.overdue()).hasSize(saidBefore + 1).last().isEqualTo(lost.commandId());
    assertThat(metric(second, OPEN)).isEqualTo(1);
  }

  private static List<UUID> ids(List<Command> commands) {
    return commands.stream().map(Command::commandId).toList();
  }

  private AuditorProcess startProcess() {
    AuditorProcess process = AuditorProcess.start(town.environment());
    started.add(process);
    return process;
  }

  private static void awaitReading(OutcomeAuditor auditor) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              double behind = metric(auditor, "payonce_audit_behind_seconds");
              return behind < 10;
            });
  }

  private static double metric(OutcomeAuditor auditor, String name) {
    return new Page(auditor.managementPort()).metric(name);
  }
}

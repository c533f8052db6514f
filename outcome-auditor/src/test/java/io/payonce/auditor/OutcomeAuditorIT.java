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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The auditor on a real broker, without the native library of Streams' other stores. */
@ExtendWith(EmbeddedServersExtension.class)
class OutcomeAuditorIT {
  private static final Duration SOON = Duration.ofSeconds(60);

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
    List<Command> decided = new ArrayList<>();
    town.send(lost, Instant.now());
    for (int i = 0; i < 100; i++) {
      Command command = i % 2 == 0 ? Messages.callback() : Messages.refund();
      town.send(command, Instant.now());
      town.decide(command, Instant.now());
      decided.add(command);
    }
    await().atMost(SOON).until(() -> !town.overdue().isEmpty());
    assertThat(metric(auditor, "payonce_audit_overdue")).isEqualTo(1);
    town.decide(lost, Instant.now());
    await().atMost(SOON).until(() -> town.alerts().size() > 1);
    await().atMost(SOON).until(() -> metric(auditor, "payonce_audit_open") == 0);
    assertThat(town.overdue()).containsExactly(lost.commandId());
    assertThat(town.alerts().getLast())
        .isInstanceOfSatisfying(
            Alert.Cleared.class,
            cleared -> {
              assertThat(cleared.subject().commandId()).contains(lost.commandId());
              assertThat(cleared.by()).isEqualTo(Alert.Ending.OUTCOME);
            });
  }

  private OutcomeAuditor start() {
    OutcomeAuditor auditor = OutcomeAuditor.start(town.environment());
    started.add(auditor);
    return auditor;
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

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.auditor.OutcomeAuditor;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.alerts.Alert;
import io.payonce.schemas.alerts.AlertReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Seen from outside, by the auditor that runs beside it all, every command has its outcome, and
 * none was ever overdue.
 */
final class NoOutcomeOverdue implements Guarantee, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CAUGHT_UP_SECONDS = 5;

  private final Installation installation;
  private final OutcomeAuditor auditor;
  private final int mayWait;

  private NoOutcomeOverdue(Installation installation, OutcomeAuditor auditor, int mayWait) {
    this.installation = installation;
    this.auditor = auditor;
    this.mayWait = mayWait;
  }

  /**
   * Watches whatever is written from now on.
   *
   * @param due how long after it is written a command must have its outcome
   * @param mayWait how many commands may still wait at the end
   */
  static NoOutcomeOverdue over(Installation installation, Duration due, int mayWait) {
    OutcomeAuditor auditor = OutcomeAuditor.start(installation.auditorEnvironment(due));
    NoOutcomeOverdue watch = new NoOutcomeOverdue(installation, auditor, mayWait);
    watch.awaitCaughtUp();
    return watch;
  }

  @Override
  public void check(Evidence evidence) {
    int sent = evidence.sent().commands().size();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(metric("payonce_audit_open"))
                  .as("commands without an outcome, seen from outside")
                  .isLessThanOrEqualTo(mayWait);
              assertThat(metric("payonce_audit_outcomes_total"))
                  .as("outcomes that were seen from outside")
                  .isGreaterThanOrEqualTo(sent);
            });
    awaitCaughtUp();
    assertThat(overdue()).as("commands that were overdue").isEmpty();
  }

  /** How many commands have no outcome, as the auditor sees it. */
  double open() {
    return metric("payonce_audit_open");
  }

  private void awaitCaughtUp() {
    await()
        .atMost(PATIENCE)
        .until(() -> metric("payonce_audit_behind_seconds") < CAUGHT_UP_SECONDS);
  }

  private double metric(String name) {
    return new Management(auditor.managementPort()).metric(name);
  }

  private List<Alert.Overdue> overdue() {
    List<Alert.Overdue> overdue = new ArrayList<>();
    try (TopicLog log = new TopicLog(installation, installation.topics().alerts())) {
      log.read()
          .forEach(
              record -> {
                if (!(AlertReader.read(record.value())
                    instanceof Decoding.Decoded<Alert>(Alert alert))) {
                  throw new AssertionError("an alert that cannot be read");
                }
                if (alert instanceof Alert.Overdue said) {
                  overdue.add(said);
                }
              });
    }
    return overdue;
  }

  @Override
  public void close() {
    auditor.close();
  }
}

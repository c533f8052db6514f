package io.payonce.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.auditor.running.StreamSettings;
import io.payonce.auditor.storms.StormSettings;
import io.payonce.auditor.watching.WatchSettings;
import io.payonce.runtime.RuntimeSettings;
import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class AuditSettingsTest {
  private static final Map<String, String> REQUIRED = Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:1");

  private static final Map<String, String> OPTIONAL =
      Map.ofEntries(
          Map.entry("PAYONCE_MANAGEMENT_HOST", "0.0.0.0"),
          Map.entry("PAYONCE_MANAGEMENT_PORT", "9000"),
          Map.entry("PAYONCE_LOG_LEVEL", "debug"),
          Map.entry("PAYONCE_NAMESPACE", "blue."),
          Map.entry("AUDIT_APPLICATION_ID", "auditor-2"),
          Map.entry("AUDIT_REPLICATION", "1"),
          Map.entry("AUDIT_STANDBYS", "2"),
          Map.entry("AUDIT_THREADS", "4"),
          Map.entry("AUDIT_DUE", "90s"),
          Map.entry("AUDIT_OPEN_AT_MOST", "1000"),
          Map.entry("AUDIT_WINDOW", "5m"),
          Map.entry("AUDIT_DUPLICATES", "10"),
          Map.entry("AUDIT_DUPLICATES_PERCENT", "50"),
          Map.entry("AUDIT_REJECTIONS", "20"),
          Map.entry("AUDIT_REJECTIONS_PERCENT", "60"));

  @Test
  void the_defaults_are_these() {
    assertThat(AuditSettings.read(REQUIRED))
        .isEqualTo(
            new AuditSettings(
                new RuntimeSettings("127.0.0.1", 8084, Level.INFO),
                "",
                new StreamSettings("kafka:1", "outcome-auditor", 3, 0, 1),
                new WatchSettings(Duration.ofMinutes(1), 50_000, Duration.ofMinutes(1)),
                new StormSettings(
                    Duration.ofMinutes(1),
                    new StormSettings.Limit(1_000, 90),
                    new StormSettings.Limit(100, 20))));
  }

  @Test
  void every_setting_is_taken_over() {
    Map<String, String> all = new HashMap<>(REQUIRED);
    all.putAll(OPTIONAL);
    assertThat(AuditSettings.read(all))
        .isEqualTo(
            new AuditSettings(
                new RuntimeSettings("0.0.0.0", 9000, Level.DEBUG),
                "blue.",
                new StreamSettings("kafka:1", "blue.auditor-2", 1, 2, 4),
                new WatchSettings(Duration.ofSeconds(90), 1_000, Duration.ofMinutes(5)),
                new StormSettings(
                    Duration.ofMinutes(5),
                    new StormSettings.Limit(10, 50),
                    new StormSettings.Limit(20, 60))));
    assertThat(AuditSettings.describe())
        .extracting(SettingDescription::name)
        .containsExactlyInAnyOrderElementsOf(all.keySet());
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThatThrownBy(
            () ->
                AuditSettings.read(Map.of("AUDIT_DUE", "0s", "AUDIT_DUES", "1s", "REDIS_URL", "x")))
        .isInstanceOfSatisfying(
            SettingsException.class, wrong -> assertThat(wrong.problems()).hasSize(3));
  }
}

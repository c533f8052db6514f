package io.payonce.auditor;

import io.payonce.auditor.running.StreamSettings;
import io.payonce.auditor.storms.StormSettings;
import io.payonce.auditor.watching.WatchSettings;
import io.payonce.runtime.RuntimeSettings;
import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsCheck;
import io.payonce.runtime.SettingsException;
import io.payonce.runtime.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The outcome auditor's settings. */
record AuditSettings(
    RuntimeSettings runtime,
    String namespace,
    StreamSettings stream,
    WatchSettings watching,
    StormSettings storms) {
  private static final int MANAGEMENT_PORT = 8084;
  private static final Set<String> OWN_PREFIXES = Set.of("PAYONCE_", "KAFKA_", "AUDIT_");

  /** Settings of other services, which may stand in a common environment. */
  private static final Set<String> KNOWN_ELSEWHERE =
      Set.of("PAYONCE_LOG_DECISIONS", "PAYONCE_LOG_REPEATS");

  /**
   * @throws SettingsException listing all that is wrong
   */
  static AuditSettings read(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    AuditSettings settings = declare(reader);
    reader.finish();
    return settings;
  }

  /** What the service would make of an environment. */
  static SettingsCheck check(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    AuditSettings settings = declare(reader);
    return reader.check(() -> settings);
  }

  static List<SettingDescription> describe() {
    SettingsReader reader = reader(Map.of());
    declare(reader);
    return reader.describe();
  }

  private static SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, OWN_PREFIXES, KNOWN_ELSEWHERE);
  }

  private static AuditSettings declare(SettingsReader reader) {
    RuntimeSettings runtime = RuntimeSettings.read(reader, MANAGEMENT_PORT);
    String namespace =
        reader.text("PAYONCE_NAMESPACE", "", "Put before topics, groups and Redis keys.");
    StreamSettings stream = stream(reader, namespace);
    Duration window =
        reader.duration(
            "AUDIT_WINDOW",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "The length of the windows that outcomes are counted in for storms.");
    return new AuditSettings(
        runtime, namespace, stream, watching(reader, window), storms(reader, window));
  }

  private static StreamSettings stream(SettingsReader reader, String namespace) {
    return new StreamSettings(
        reader.requiredText("KAFKA_BOOTSTRAP_SERVERS", "Where the brokers are."),
        namespace
            + reader.text(
                "AUDIT_APPLICATION_ID",
                "outcome-auditor",
                "The group of all instances; begins the names of the auditor's own topics."),
        reader.integer(
            "AUDIT_REPLICATION",
            "copies",
            3,
            1,
            9,
            "Copies of each of the auditor's own topics; 1 on a single broker."),
        reader.integer(
            "AUDIT_STANDBYS",
            "copies",
            0,
            0,
            3,
            "Instances that keep a second copy of a partition's state, to take over sooner."),
        reader.integer("AUDIT_THREADS", "threads", 1, 1, 16, "Threads that read."));
  }

  private static WatchSettings watching(SettingsReader reader, Duration window) {
    return new WatchSettings(
        reader.duration(
            "AUDIT_DUE",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            "How long after it is written, or its wait in a retry tier ends, a command must have"
                + " its outcome."),
        reader.integer(
            "AUDIT_OPEN_AT_MOST",
            "commands",
            50_000,
            100,
            10_000_000,
            "The most commands without an outcome that are remembered, by partition; those beyond"
                + " are counted only."),
        window);
  }

  private static StormSettings storms(SettingsReader reader, Duration window) {
    return new StormSettings(
        window,
        new StormSettings.Limit(
            count(reader, "AUDIT_DUPLICATES", 1_000, "duplicates"),
            percent(reader, "AUDIT_DUPLICATES_PERCENT", 90, "duplicates")),
        new StormSettings.Limit(
            count(reader, "AUDIT_REJECTIONS", 100, "rejections"),
            percent(reader, "AUDIT_REJECTIONS_PERCENT", 20, "rejections")));
  }

  private static int count(SettingsReader reader, String name, int count, String what) {
    return reader.integer(
        name,
        "commands",
        count,
        1,
        100_000_000,
        "A storm of " + what + " has at least so many in a window, by kind and method.");
  }

  private static int percent(SettingsReader reader, String name, int percent, String what) {
    return reader.integer(
        name,
        "percent",
        percent,
        1,
        100,
        "And they are at least so much of all outcomes: " + what + ".");
  }
}

package io.payonce.system.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.payonce.system.containers.PrometheusContainer;
import io.payonce.system.containers.PrometheusContainer.Said;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class AlertRulesTest {
  private static final Path PROMETHEUS = Path.of("..", "deploy", "prometheus");
  private static final Path RULES = PROMETHEUS.resolve("rules/payonce.yml");
  private static final Path RULE_TESTS = PROMETHEUS.resolve("tests/payonce.test.yml");
  private static final Path GUIDE = Path.of("..", "docs", "operating.md");
  private static final long PROMTOOL_SECONDS = 60;

  @Test
  void every_alert_has_a_severity_and_a_section_of_the_runbook() throws IOException {
    String rules = Files.readString(RULES);
    String guide = Files.readString(GUIDE);
    List<String> alerts = found("- alert: (\\w+)", rules);
    List<String> sections = found("runbook: docs/operating\\.md#alarm-([a-z-]+)", rules);
    assertThat(alerts).isNotEmpty().doesNotHaveDuplicates();
    assertThat(sections).hasSameSizeAs(alerts);
    assertThat(found("severity: (page|ticket)", rules)).hasSameSizeAs(alerts);
    for (String section : sections) {
      assertThat(guide).contains("\n## Alarm: " + section + "\n");
    }
  }

  @Test
  void every_alert_is_tested_to_fire_and_to_keep_quiet() throws IOException {
    String tests = Files.readString(RULE_TESTS);
    for (String alert : found("- alert: (\\w+)", Files.readString(RULES))) {
      assertThat(tests).containsPattern("alertname: " + alert + "\\s+exp_alerts:\\s+- exp_labels");
      assertThat(tests).contains("alertname: " + alert + ", exp_alerts: []");
    }
  }

  @Test
  void promtool_finds_the_rules_right_and_their_tests_hold() throws Exception {
    Optional<String> promtool = promtool();
    assumeThat(promtool)
        .as("promtool is not on the PATH, so the alert rules are not tested; Prometheus brings it")
        .isPresent();
    run(promtool.get(), "check", "config", PROMETHEUS.resolve("prometheus.yml").toString());
    run(promtool.get(), "test", "rules", RULE_TESTS.toString());
  }

  /** With {@code -Pcontainers}: by the Prometheus that is deployed, whatever the machine has. */
  @Test
  @EnabledIfSystemProperty(named = "payonce.servers", matches = "containers")
  void the_prometheus_that_is_deployed_finds_the_rules_right_and_their_tests_hold()
      throws Exception {
    try (PrometheusContainer prometheus = PrometheusContainer.start(PROMETHEUS)) {
      for (String command :
          List.of("check config prometheus.yml", "test rules tests/payonce.test.yml")) {
        Said said = prometheus.promtool(command.split(" "));
        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text()).contains("SUCCESS");
      }
    }
  }

  @Test
  void what_is_asked_for_is_found_in_rules_and_dashboards() {
    assertThat(
            MetricUse.of(
                "sum by (kind) (rate(payonce_a_total{source=\"commands\", t=~\"x|y\"}[1m])) /"
                    + " jvm_b"))
        .containsExactlyInAnyOrder(
            new MetricUse("payonce_a_total", Set.of("source", "t")),
            new MetricUse("jvm_b", Set.of()));
    MetricUse use = new MetricUse("payonce_a_total", Set.of("kind"));
    assertThat(use.isIn("payonce_a_total{kind=\"x\",service=\"s\"} 1.0\n")).isTrue();
    assertThat(use.isIn("payonce_a_total{service=\"s\"} 1.0\n")).isFalse();
    assertThat(use.isIn("payonce_a_total_more{kind=\"x\"} 1.0\n")).isFalse();
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  /** On the PATH, or named by {@code -Dpayonce.promtool}. */
  private static Optional<String> promtool() {
    String named = System.getProperty("payonce.promtool", "");
    if (!named.isEmpty()) {
      return Optional.of(named);
    }
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "promtool"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PROMTOOL_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}

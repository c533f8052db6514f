package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
          "REDIS_URL", "redis://:s3cret@redis:6379",
          "POSTGRES_URL", "jdbc:postgresql://db/payonce",
          "POSTGRES_USER", "payonce",
          "POSTGRES_PASSWORD", "s3cret",
          "VNPAY_TMN_CODE", "TMN00001",
          "VNPAY_HASH_SECRET", "s3cret",
          "PAYONCE_HOME", "/opt/payonce");

  @Test
  void good_settings_are_exit_code_0_and_no_secret_is_shown() {
    CommandRun run = CommandRun.in(GOOD, "config", "check");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("ingest-gateway: good", "callback-processor: good", "refund-processor: good")
        .contains("outcome-auditor: good")
        .containsPattern("\\* POSTGRES_USER +payonce")
        .containsPattern("\\* VNPAY_HASH_SECRET +\\*\\*\\*")
        .containsPattern("  CALLBACK_WORKERS +1")
        .doesNotContain("s3cret");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void all_problems_are_told_at_once_with_exit_code_1() {
    Map<String, String> wrong = new HashMap<>(GOOD);
    wrong.remove("POSTGRES_USER");
    wrong.put("REDIS_URL", "http://s3cret");
    wrong.put("CALLBACK_WORKERS", "0");
    wrong.put("CALLBACK_WORKER", "2");
    CommandRun run = CommandRun.in(wrong, "config", "check", "callback-processor");

    assertThat(run.out())
        .contains(
            "callback-processor: would not start",
            "POSTGRES_USER is not set",
            "REDIS_URL is not a URL of Redis",
            "CALLBACK_WORKERS is '0', but must be a whole number from 1 to 64",
            "CALLBACK_WORKER is not a known setting; did you mean CALLBACK_WORKERS?")
        .doesNotContain("s3cret", "refund-processor");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void what_only_building_would_find_is_told_too() {
    Map<String, String> wrong = new HashMap<>(GOOD);
    wrong.put("VNPAY_TMN_CODE", "TMN 1");
    for (String service : new String[] {"callback-processor", "refund-processor"}) {
      CommandRun run = CommandRun.in(wrong, "config", "check", service);
      assertThat(run.out()).contains("tmnCode must be");
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void a_file_stands_for_the_environment(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("simulator.env");
    Files.writeString(file, "VNPAY_TMN_CODE=TMN00001\nVNPAY_HASH_SECRET='s3cret'\n");
    CommandRun run =
        CommandRun.in(
            Map.of(), "config", "check", "gateway-simulator", "--env-file", file.toString());

    assertThat(run.out()).contains("gateway-simulator: good").doesNotContain("s3cret");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void the_reference_names_every_setting() {
    CommandRun run = CommandRun.in(Map.of(), "config", "reference");

    assertThat(run.out()).startsWith("# Settings").contains("| `CALLBACK_WORKERS` |");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void an_unknown_service_and_an_unreadable_file_are_wrong_usage(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("torn.env");
    Files.writeString(file, "VNPAY_HASH_SECRET s3cret\n");
    CommandRun unknown = CommandRun.in(GOOD, "config", "check", "refunds");
    CommandRun torn = CommandRun.in(GOOD, "config", "check", "--env-file", file.toString());

    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no service refunds", "refund-processor");
    assertThat(torn.exitCode()).isEqualTo(2);
    assertThat(torn.err()).contains("line 1").doesNotContain("s3cret");
  }
}

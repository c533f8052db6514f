package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @Test
  void help_says_what_it_is_and_gives_examples() {
    CommandRun help = CommandRun.of("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("each take effect once", "demo", "up", "Examples:", "VNPAY_HASH_SECRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "refunds list",
        "payment show",
        "replay",
        "dead-letters list",
        "dead-letters show",
        "topics check",
        "books check",
        "locks",
        "bench callbacks",
        "bench commands",
        "bench ingress",
        "bench micro"
      })
  void every_command_has_help(String command) {
    CommandRun help = CommandRun.of((command + " --help").split(" "));

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: payonce " + command, "--json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "refund",
        "up --port 70000",
        "up --port x",
        "demo --orders 0",
        "demo -x",
        "demo --against kubernetes",
        "refunds",
        "refunds list --status succeeded",
        "refunds list --limit 0",
        "refunds settle r-1 --because seen",
        "refunds settle r-1 --succeeded --failed --because seen",
        "refunds settle r-1 --failed",
        "refunds settle r|1 --failed --because seen",
        "refunds settle r-1 --failed --because seen --gateway-id 1|2",
        "refunds settle r-1 --failed --because seen --wait -1",
        "payment",
        "config",
        "config check --env-file no-such.env",
        "payment show",
        "serve",
        "serve ingress",
        "bench",
        "bench callbacks --records 10",
        "bench commands --orders 99",
        "bench commands --refunds 20001",
        "bench ingress --seconds 0",
        "bench ingress --connections 1001",
        "bench callbacks --records 5000 --orders 100"
      })
  void wrong_usage_is_exit_code_2(String line) {
    CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("payonce");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "books",
        "books check --limit 0",
        "books check --each-at-most 0",
        "books check --only order-versions",
        "locks --yes",
        "cache",
        "cache void",
        "cache void lock:callback:VNPAY:t-1",
        "cache void callback:VNPAY:*",
        "cache void --order o|1",
        "cache void --order o-1 --method VNPAY",
        "cache void --method CASH"
      })
  void wrong_usage_of_what_operators_have_is_exit_code_2(String line) {
    wrong_usage_is_exit_code_2(line);
  }

  @Test
  void taken_port_is_told_in_one_line_before_anything_starts() throws IOException {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      CommandRun run = CommandRun.of("up", "--port", Integer.toString(holder.getLocalPort()));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .contains("port " + holder.getLocalPort() + " is taken");
      assertThat(run.out()).isEmpty();
    }
  }
}

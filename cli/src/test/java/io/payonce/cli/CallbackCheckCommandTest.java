package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallbackCheckCommandTest {

  @Test
  void standard_input_is_checked() {
    Typed.in("[{\"id\":7,\"gateway\":\"MOMO\"}]");

    CommandRun run = CommandRun.of("callback", "check", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("[{\"id\":7,\"valid\":false,\"reason\":\"unsupported-gateway\"");
  }

  @Test
  void input_that_is_not_json_is_exit_code_2_in_one_line() {
    Typed.in("vnp_Amount=1");

    CommandRun run = CommandRun.of("callback", "check");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains("not JSON");
  }

  @Test
  void help_names_input_output_and_exit_codes() {
    CommandRun help = CommandRun.of("callback", "check", "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains(
            "Usage: payonce callback check", "hashSecret", "--json", "Exit code 0", "Example");
    assertThat(CommandRun.of("--help").out()).contains("./payonce callback check");
    assertThat(CommandRun.of("callback").exitCode()).isEqualTo(2);
  }
}

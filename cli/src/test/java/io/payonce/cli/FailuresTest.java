package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.payonce.runtime.SettingsException;
import io.payonce.simulator.GatewaySimulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailuresTest {
  @Test
  void failure_is_told_in_one_line_with_its_causes() {
    assertThat(told(new IllegalStateException("outer", new IllegalStateException("in\nner"))))
        .isEqualTo("payonce: outer: in ner\n");
  }

  @Test
  void wrong_settings_are_all_told() {
    SettingsException wrong =
        catchThrowableOfType(SettingsException.class, () -> GatewaySimulator.start(Map.of()));

    assertThat(told(wrong)).contains("VNPAY_TMN_CODE", "VNPAY_HASH_SECRET");
  }

  private static String told(Exception failure) {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(Map.of()).setErr(new PrintWriter(err));

    int exitCode = Failures.tell(failure, command, command.parseArgs());

    assertThat(exitCode).isEqualTo(1);
    return err.toString();
  }
}

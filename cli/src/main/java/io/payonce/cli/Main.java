package io.payonce.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** The process around the {@code payonce} command. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "logback-cli.xml");
    }
    CommandLine command =
        commandLine(System.getenv())
            .setOut(new PrintWriter(System.out, true, UTF_8))
            .setErr(new PrintWriter(System.err, true, UTF_8));
    System.exit(command.execute(arguments));
  }

  /**
   * Runs the command within a process that goes on.
   *
   * @param environment what it reads its settings from
   * @return its exit code
   */
  public static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    return commandLine(environment).setOut(out).setErr(err).execute(arguments);
  }

  /** The command, for this process and for tests. */
  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new PayonceCommand(environment))
        .setExecutionExceptionHandler(Failures::tell)
        .setUsageHelpAutoWidth(true);
  }
}

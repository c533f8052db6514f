package io.payonce.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;

/** The command, run in this process, with {@link Typed} at its standard input. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... arguments) {
    return in(System.getenv(), arguments);
  }

  static CommandRun in(Map<String, String> environment, String... arguments) {
    return telling(environment, _ -> {}, arguments);
  }

  /** As {@link #in}; each line of the output is told while the command runs, on its thread. */
  static CommandRun telling(
      Map<String, String> environment, Consumer<String> told, String... arguments) {
    Typed.install();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine(environment).setOut(telling(out, told)).setErr(new PrintWriter(err));
    try {
      int exitCode = command.execute(arguments);
      return new CommandRun(exitCode, out.toString(), err.toString());
    } finally {
      Typed.nothing();
    }
  }

  private static PrintWriter telling(StringWriter out, Consumer<String> told) {
    return new PrintWriter(out) {
      @Override
      public void println(String line) {
        super.println(line);
        told.accept(line);
      }
    };
  }
}

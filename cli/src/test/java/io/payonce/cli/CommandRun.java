package io.payonce.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** The command, run in this process, with {@link Typed} at its standard input. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... arguments) {
    return in(System.getenv(), arguments);
  }

  static CommandRun in(Map<String, String> environment, String... arguments) {
    Typed.install();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine(environment).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    try {
      int exitCode = command.execute(arguments);
      return new CommandRun(exitCode, out.toString(), err.toString());
    } finally {
      Typed.nothing();
    }
  }
}

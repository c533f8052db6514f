package io.payonce.cli;

import io.payonce.runtime.SettingsException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** What a user is told of a failure: a line, and no stack trace unless it is logged for. */
final class Failures {
  private Failures() {}

  static int tell(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    tell(failure, command);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  static void tell(Exception failure, CommandLine command) {
    LoggerFactory.getLogger(Failures.class).debug("the command failed", failure);
    command.getErr().println("payonce: " + words(failure));
  }

  /** All settings problems, or one line with the causes. */
  private static String words(Throwable failure) {
    if (failure instanceof SettingsException) {
      return String.valueOf(failure.getMessage());
    }
    StringBuilder line = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      String words = message == null ? cause.getClass().getSimpleName() : message;
      line.append(line.isEmpty() ? "" : ": ").append(words);
    }
    return line.toString().replaceAll("\\s+", " ");
  }
}

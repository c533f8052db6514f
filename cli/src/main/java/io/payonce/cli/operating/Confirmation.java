package io.payonce.cli.operating;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;

/** A person's yes, asked for at the terminal. */
public final class Confirmation {
  private Confirmation() {}

  /** Asks; whoever does not answer with yes, or cannot be asked, has not given it. */
  public static boolean isGiven(PrintWriter err, String question) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      String answer = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
      return answer != null && answer.strip().matches("(?i)y|yes");
    } catch (IOException _) {
      // Who cannot be asked has not said yes.
      return false;
    }
  }
}

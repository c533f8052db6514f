package io.payonce.cli.operating;

import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The form of what is kept of a deed: who did it, and why. */
public final class Deed {
  private static final Pattern REASON = Pattern.compile("(?=.*\\S)\\P{Cntrl}{1,500}");
  private static final Pattern NAME = Pattern.compile("(?=.*\\S)\\P{Cntrl}{1,100}");

  private Deed() {}

  /** Refuses a reason that is none as wrong usage. */
  public static void requireReason(CommandSpec spec, String because) {
    require(spec, REASON, because, "--because must be 1 to 500 characters, one line");
  }

  /** Refuses a name that is none as wrong usage. */
  public static void requireName(CommandSpec spec, String by) {
    require(spec, NAME, by, "--by must be 1 to 100 characters, one line");
  }

  private static void require(CommandSpec spec, Pattern form, String text, String problem) {
    if (!form.matcher(text).matches()) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}

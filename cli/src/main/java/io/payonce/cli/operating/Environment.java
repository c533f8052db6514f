package io.payonce.cli.operating;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The settings that a command finds: the command as a whole has them for its parts. */
public interface Environment {
  Map<String, String> settings();

  /** Those of the command that this is a part of. */
  static Map<String, String> of(CommandSpec part) {
    return ((Environment) part.root().userObject()).settings();
  }
}

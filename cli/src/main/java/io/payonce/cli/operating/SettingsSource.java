package io.payonce.cli.operating;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The root of the command line, which knows the settings that its parts find. */
public interface SettingsSource {
  Map<String, String> environment();

  /** The settings that a part of the command finds. */
  static Map<String, String> of(CommandSpec part) {
    return ((SettingsSource) part.root().userObject()).environment();
  }
}

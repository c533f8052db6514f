package io.payonce.cli.settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the reference of all settings. */
@Command(
    name = "reference",
    mixinStandardHelpOptions = true,
    header = "Prints the reference of all settings, as docs/settings.md holds it.")
final class ConfigReferenceCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().getOut().print(SettingsReference.markdown());
    spec.commandLine().getOut().flush();
  }
}

package io.payonce.cli.settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done about the services' settings. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    header = "Checks the services' settings, and describes them.",
    subcommands = {ConfigCheckCommand.class, ConfigReferenceCommand.class})
public final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about settings? It can " + spec.subcommands().keySet());
  }
}

package io.payonce.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done about callbacks. */
@Command(
    name = "callback",
    mixinStandardHelpOptions = true,
    header = "Looks into gateways' callbacks.",
    subcommands = CallbackCheckCommand.class)
final class CallbackCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about callbacks? It can " + spec.subcommands().keySet());
  }
}

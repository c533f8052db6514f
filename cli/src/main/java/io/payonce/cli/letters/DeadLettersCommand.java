package io.payonce.cli.letters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators can do about commands that were given up. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    header = "Lists and shows commands that were given up, sends them again or discards them.",
    subcommands = {
      ListCommand.class,
      ShowCommand.class,
      RedriveCommand.class,
      DiscardCommand.class
    })
public final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about dead letters? It can " + spec.subcommands().keySet());
  }
}

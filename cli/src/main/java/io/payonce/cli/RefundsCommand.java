package io.payonce.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators can do about refunds. */
@Command(
    name = "refunds",
    mixinStandardHelpOptions = true,
    header = "Lists refunds that are not final, and settles them by a person's word.",
    subcommands = {RefundsListCommand.class, RefundsSettleCommand.class})
final class RefundsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about refunds? It can " + spec.subcommands().keySet());
  }
}

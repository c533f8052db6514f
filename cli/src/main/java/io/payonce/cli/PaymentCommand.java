package io.payonce.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators can see of payments. */
@Command(
    name = "payment",
    mixinStandardHelpOptions = true,
    header = "Shows all that is known of a payment.",
    subcommands = PaymentShowCommand.class)
final class PaymentCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about payments? It can " + spec.subcommands().keySet());
  }
}

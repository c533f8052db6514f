package io.payonce.cli.books;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done about the books. */
@Command(
    name = "books",
    mixinStandardHelpOptions = true,
    header = "Checks that what the database holds is what was promised.",
    subcommands = BooksCheckCommand.class)
public final class BooksCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about the books? It can " + spec.subcommands().keySet());
  }
}

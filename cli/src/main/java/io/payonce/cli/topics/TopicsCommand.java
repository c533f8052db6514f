package io.payonce.cli.topics;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators can do about Kafka's topics. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    header = "Checks Kafka's topics, mends them, and lets a partition go on without lost records.",
    subcommands = {CheckCommand.class, ApplyCommand.class, AcceptGapCommand.class})
public final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about topics? It can " + spec.subcommands().keySet());
  }
}

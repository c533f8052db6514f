package io.payonce.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be measured. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = "Measures how fast it is on this machine.",
    subcommands = {
      BenchCallbacksCommand.class,
      BenchCommandsCommand.class,
      BenchIngressCommand.class,
      BenchMicroCommand.class
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "measure what? It can " + spec.subcommands().keySet());
  }
}

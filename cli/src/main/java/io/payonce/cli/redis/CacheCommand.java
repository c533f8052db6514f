package io.payonce.cli.redis;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done about the cached results. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    header = "Deletes cached results, so that the database answers.",
    subcommands = CacheVoidCommand.class)
public final class CacheCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about the cache? It can " + spec.subcommands().keySet());
  }
}

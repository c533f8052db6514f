package io.payonce.cli.bench;

import io.payonce.benchmarks.commands.CommandsBenchmark;
import io.payonce.benchmarks.commands.CommandsReport;
import io.payonce.benchmarks.commands.CommandsSize;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how many creates and refunds a second are carried out, and what one costs. */
@Command(
    name = "commands",
    mixinStandardHelpOptions = true,
    header = "Measures creates and refunds a second, with a gateway that takes 100 ms.",
    description = {
      "",
      "Starts Kafka, a durable PostgreSQL and Redis, and VNPAY, played in a process of its own,"
          + " which answers each call after 100 ms. Creates are published straight to their topic,"
          + " as an internal system does, and a callback processor, in a process of its own, works"
          + " them off. Some of the orders are then paid by callbacks, and refunded in full by"
          + " commands that a refund processor, in a process of its own, works off.",
      "",
      "Both start with other commands to warm up. A refund counts when the gateway has taken it:"
          + " VNPAY is asked about each before it is sent, which makes two calls.",
      "",
      "At the end every outcome is read, and our books are compared with the gateway's. A run in"
          + " which anything was lost, doubled or forgotten prints no figure.",
      "",
      "The processors take settings such as GATEWAY_CALLS_AT_ONCE from the environment.",
      "",
      "Exit code 0 if all guarantees held, else 1."
    })
final class BenchCommandsCommand implements Callable<Integer> {
  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many creates, 100 to 100000. Default: ${DEFAULT-VALUE}.")
  private int orders;

  @Option(
      names = "--refunds",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many refunds, 100 to as many as orders. Default: ${DEFAULT-VALUE}.")
  private int refunds;

  @Mixin private BenchOutput output = new BenchOutput();

  @Override
  public Integer call() {
    CommandsSize size = output.read(() -> new CommandsSize(orders, refunds));
    return output.print(
        told -> CommandsBenchmark.run(size, told),
        new BenchOutput.Report<>(CommandsReport::text, CommandsReport::json));
  }
}

package io.payonce.cli.bench;

import io.payonce.benchmarks.BenchSize;
import io.payonce.benchmarks.CallbackBenchmark;
import io.payonce.benchmarks.FiguresReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how many callbacks a second are applied, and what one costs. */
@Command(
    name = "callbacks",
    mixinStandardHelpOptions = true,
    header =
        "Measures callbacks a second, beside the same work done one at a time and by SQL alone.",
    description = {
      "",
      "Starts Kafka, a durable PostgreSQL and Redis, creates pending orders, publishes their"
          + " callbacks (8 partitions, about 400 bytes of raw payload, every fifth a repeat), and"
          + " then starts a worker in a process of its own. The clock runs once it has applied"
          + " 400000 others, to warm up. Then 1000 a second tell how long one takes.",
      "",
      "On the same servers, a fifth as many callbacks are then applied one at a time (32 at once,"
          + " each with a lock in Redis and a transaction of its own), and up to 200000 by the"
          + " worker's set-based SQL alone. Both find their callbacks in memory, which favours"
          + " them.",
      "",
      "At the end every outcome is read and the books are checked. A run in which anything was"
          + " lost, doubled or forgotten prints no figure.",
      "",
      "The worker takes settings such as CALLBACK_WORKERS from the environment.",
      "",
      "Exit code 0 if all guarantees held, else 1."
    })
final class BenchCallbacksCommand implements Callable<Integer> {
  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "200000",
      description = "How many callbacks, at least 2000. Default: ${DEFAULT-VALUE}.")
  private int records;

  @Option(
      names = "--orders",
      paramLabel = "N",
      description = "How many pending orders, at least 4 of 5 records, which is the default.")
  private Optional<Long> orders = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed, another order of the callbacks. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private BenchOutput output = new BenchOutput();

  @Override
  public Integer call() {
    BenchSize size =
        output.read(
            () ->
                orders
                    .map(number -> new BenchSize(records, number, seed))
                    .orElseGet(() -> BenchSize.of(records, seed)));
    return output.print(
        told -> CallbackBenchmark.run(size, told),
        new BenchOutput.Report<>(FiguresReport::text, FiguresReport::json));
  }
}

package io.payonce.cli.bench;

import io.payonce.benchmarks.micro.MicroBenchmark;
import io.payonce.benchmarks.micro.MicroReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the parts of a callback's way that need no server. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    header = "Measures the pure parts by JMH: verifying, decoding and deciding a callback.",
    description = {
      "",
      "Each is measured by itself, in a JVM of its own: three seconds to warm up, five measured"
          + " ones, in one thread. Takes about a minute.",
      "",
      "Exit code 0 if all were measured, else 1."
    })
final class BenchMicroCommand implements Callable<Integer> {
  @Mixin private BenchOutput output = new BenchOutput();

  @Override
  public Integer call() {
    return output.print(
        MicroBenchmark::run, new BenchOutput.Report<>(MicroReport::text, MicroReport::json));
  }
}

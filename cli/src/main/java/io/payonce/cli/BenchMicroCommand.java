package io.payonce.cli;

import io.payonce.benchmarks.micro.MicroBenchmark;
import io.payonce.benchmarks.micro.MicroFigures;
import io.payonce.benchmarks.micro.MicroReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
  @Option(names = "--json", description = "Print the figures as one line of JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter told = json ? spec.commandLine().getErr() : out;
    MicroFigures figures = MicroBenchmark.run(told::println);
    out.println(json ? MicroReport.json(figures) : MicroReport.text(figures));
    return 0;
  }
}

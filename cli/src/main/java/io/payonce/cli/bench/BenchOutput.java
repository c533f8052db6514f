package io.payonce.cli.bench;

import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a benchmark says what it does and what it measured, for people or for programs. */
final class BenchOutput {
  @Option(names = "--json", description = "Print the figures as one line of JSON.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /**
   * Writes figures down.
   *
   * @param <F> the figures
   */
  record Report<F>(Function<F, String> text, Function<F, String> json) {}

  /**
   * Runs a benchmark and prints its figures; what it is doing meanwhile goes to the errors where
   * the output is for programs. Returns the exit code.
   */
  <F> int print(Function<Consumer<String>, F> benchmark, Report<F> report) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter told = json ? spec.commandLine().getErr() : out;
    F figures = benchmark.apply(told::println);
    out.println((json ? report.json() : report.text()).apply(figures));
    return 0;
  }

  /**
   * What the options say.
   *
   * @throws ParameterException naming the option that is out of range
   */
  <T> T read(Supplier<T> size) {
    try {
      return size.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
    }
  }
}

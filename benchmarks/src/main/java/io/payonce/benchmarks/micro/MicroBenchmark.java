package io.payonce.benchmarks.micro;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of this package, each in a JVM of its own. */
public final class MicroBenchmark {
  private static final List<Class<?>> ALL =
      List.of(VerifyBenchmark.class, DecodeBenchmark.class, DecideBenchmark.class);
  private static final int FORKS = 1;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int MEASURED_ROUNDS = 5;
  private static final TimeValue ROUND = TimeValue.seconds(1);

  private MicroBenchmark() {}

  /**
   * Measures all of them.
   *
   * @param tell is told what is being done
   * @throws IllegalStateException if one fails
   */
  public static MicroFigures run(Consumer<String> tell) {
    tell.accept("Measuring, in one thread ...");
    return run(
        common(FORKS)
            .warmupIterations(WARM_UP_ROUNDS)
            .warmupTime(ROUND)
            .measurementIterations(MEASURED_ROUNDS)
            .measurementTime(ROUND)
            .build());
  }

  static OptionsBuilder common(int forks) {
    OptionsBuilder options = new OptionsBuilder();
    ALL.forEach(type -> options.include("^" + type.getName().replace(".", "\\.") + "\\."));
    options
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .threads(1)
        .forks(forks)
        .shouldFailOnError(true);
    return options;
  }

  static MicroFigures run(Options options) {
    try {
      return figures(new Runner(options, silent()).run());
    } catch (RunnerException e) {
      throw new IllegalStateException("the benchmarks did not come to their end", e);
    }
  }

  private static OutputFormat silent() {
    return OutputFormatFactory.createFormatInstance(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        VerboseMode.SILENT);
  }

  private static MicroFigures figures(Collection<RunResult> results) {
    return new MicroFigures(
        results.stream().map(RunResult::getPrimaryResult).map(MicroBenchmark::measured).toList());
  }

  private static MicroFigures.Measured measured(Result<?> result) {
    return new MicroFigures.Measured(result.getLabel(), result.getScore(), result.getScoreError());
  }
}

package io.payonce.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.TimeValue;

class MicroBenchmarkTest {
  @Test
  void all_parts_are_found_and_measured() {
    // It is not the figures that matter here, so other runs on the machine may.
    System.setProperty("jmh.ignoreLock", "true");

    MicroFigures figures =
        MicroBenchmark.run(
            MicroBenchmark.common(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .build());

    assertThat(figures.measured())
        .extracting(MicroFigures.Measured::name)
        .containsExactlyInAnyOrder(
            "verify", "parseAndVerify", "decode", "encode", "decideFirst", "decideDuplicate");
    assertThat(figures.measured()).allSatisfy(each -> assertThat(each.nanos()).isPositive());
  }
}

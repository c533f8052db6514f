package io.payonce.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.benchmarks.rig.CpuMeter;
import io.payonce.benchmarks.rig.Work;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresReportTest {
  private static final Stretch BATCHED =
      new Stretch(
          new Work(
              10_000,
              Duration.ofSeconds(2),
              new CpuMeter.Times(millis(400), millis(200), millis(100), millis(50), millis(50))),
          new Stretch.Written(10_000_000, 5_000_000, 1_000_000));
  private static final CallbackFigures FIGURES =
      new CallbackFigures(
          BenchSize.of(10_000, 3),
          Optional.empty(),
          BATCHED,
          new WorkerRun.Memory(100 << 20, 120 << 20),
          new Latency(1_000, 12, 40, 90),
          1_000,
          20_000);

  @Test
  void people_see_rates_ratios_and_costs() {
    assertThat(FiguresReport.text(FIGURES))
        .contains("5,000", "batches are 5.0 times as fast", "batches reach 25 % of it")
        .contains("half of 1,000 within 12, 99 of 100 within 40, all within 90")
        .containsPattern("together +80\\.0")
        .containsPattern("PostgreSQL's log +1,000")
        .contains("MiB: 100 after a tenth of the callbacks, 120 at the most")
        .contains("--records 10000 --orders 8000 --seed 3")
        .doesNotContain("Among few orders");
  }

  @Test
  void large_run_is_compared_with_one_among_few_orders() {
    CallbackFigures large =
        new CallbackFigures(
            FIGURES.size(),
            Optional.of(
                new Stretch(
                    new Work(10_000, Duration.ofSeconds(1), BATCHED.work().used()),
                    BATCHED.written())),
            BATCHED,
            FIGURES.memory(),
            FIGURES.latency(),
            1_000,
            20_000);

    assertThat(FiguresReport.text(large))
        .contains(
            "Among few orders 10,000 callbacks a second, 80.0 µs each: the rate is 50 % of that");
    assertThat(FiguresReport.json(large)).contains("\"few\":{\"perSecond\":10000,");
  }

  @Test
  void programs_get_one_line() {
    assertThat(FiguresReport.json(FIGURES))
        .startsWith("{\"batched\":{\"perSecond\":5000,\"cpuMicros\":80.0,")
        .contains(
            "\"steady\":{\"measured\":1000,\"p50Millis\":12,\"p99Millis\":40,\"maxMillis\":90}")
        .contains("\"oneAtATime\":{\"perSecond\":1000},\"sqlOnly\":{\"perSecond\":20000}")
        .contains("\"guarantees\":\"held\"")
        .doesNotContain("\n");
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}

package io.payonce.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresReportTest {
  private static final CpuTimes USED =
      new CpuTimes(millis(400), millis(200), millis(100), millis(50), millis(50));
  private static final CallbackFigures FIGURES =
      new CallbackFigures(
          BenchSize.of(10_000, 3),
          new Stretch(new Rate(10_000, Duration.ofSeconds(2)), USED),
          new Stretch(new Rate(5_000, Duration.ofMillis(500)), USED),
          1_000,
          20_000);

  @Test
  void people_see_rates_ratios_and_costs() {
    assertThat(FiguresReport.text(FIGURES))
        .contains("5,000", "10,000", "batches are 5.0 times as fast", "batches reach 25 % of it")
        .containsPattern("together +80\\.0 +160\\.0")
        .contains("--records 10000 --orders 8000 --seed 3");
  }

  @Test
  void programs_get_one_line() {
    assertThat(FiguresReport.json(FIGURES))
        .startsWith("{\"batched\":{\"perSecond\":5000,\"cpuMicros\":80.0,")
        .contains("\"secondHalf\":{\"perSecond\":10000,\"cpuMicros\":160.0,")
        .contains("\"oneAtATime\":{\"perSecond\":1000},\"sqlOnly\":{\"perSecond\":20000}")
        .contains("\"guarantees\":\"held\"")
        .doesNotContain("\n");
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}

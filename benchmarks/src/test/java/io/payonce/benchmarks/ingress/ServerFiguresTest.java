package io.payonce.benchmarks.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ServerFiguresTest {
  @Test
  void rates_and_costs_are_the_median_rounds() {
    ServerFigures figures =
        new ServerFigures(List.of(round(1_000, 10), round(4_000, 10), round(3_000, 10)));

    assertThat(figures.perSecond()).isEqualTo(3_000);
    assertThat(figures.slowestPerSecond()).isEqualTo(1_000);
    assertThat(figures.fastestPerSecond()).isEqualTo(4_000);
    assertThat(figures.serverMicros()).isCloseTo(166.7, within(0.1));
    assertThat(figures.loadMicros()).isCloseTo(33.3, within(0.1));
  }

  @Test
  void percentiles_are_those_of_all_callbacks_together() {
    ServerFigures figures = new ServerFigures(List.of(round(980, 2_000), round(20, 50_000)));

    assertThat(figures.millis(50)).isCloseTo(2.0, within(0.01));
    assertThat(figures.millis(97)).isCloseTo(2.0, within(0.01));
    assertThat(figures.millis(99)).isCloseTo(50.0, within(0.1));
  }

  @Test
  void refused_callbacks_do_not_count_in_the_rate() {
    LoadRound load =
        new LoadRound(
            100, List.of(7L, 9L), Duration.ofSeconds(1), Duration.ZERO, new Histogram(1_000, 3));

    ServerFigures figures = new ServerFigures(List.of(new Round(load, Duration.ZERO)));

    assertThat(figures.perSecond()).isEqualTo(98);
    assertThat(figures.accepted()).isEqualTo(98);
    assertThat(figures.refused()).isEqualTo(2);
  }

  private static Round round(int accepted, long micros) {
    Histogram histogram = new Histogram(60_000_000, 3);
    histogram.recordValueWithCount(micros, accepted);
    return new Round(
        new LoadRound(
            accepted, List.of(), Duration.ofSeconds(1), Duration.ofMillis(100), histogram),
        Duration.ofMillis(500));
  }
}

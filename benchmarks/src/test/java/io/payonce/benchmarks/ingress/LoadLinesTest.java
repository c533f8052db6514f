package io.payonce.benchmarks.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoadLinesTest {
  @Test
  void order_is_the_same_after_its_way_as_a_line() {
    LoadOrder order = new LoadOrder(8080, 64, Duration.ofSeconds(5), 1_234_567, 100_000);

    assertThat(LoadOrder.parse(order.line())).isEqualTo(order);
  }

  @Test
  void round_is_the_same_after_its_way_as_a_line() {
    assertThat(LoadRound.parse(round(List.of()).line())).isEqualTo(round(List.of()));
    assertThat(LoadRound.parse(round(List.of(3L, 70L)).line())).isEqualTo(round(List.of(3L, 70L)));
    assertThat(round(List.of()).line()).doesNotContain("\n");
  }

  private static LoadRound round(List<Long> refused) {
    Histogram micros = new Histogram(60_000_000, 3);
    micros.recordValueWithCount(1_500, 90);
    micros.recordValueWithCount(40_000, 8);
    return new LoadRound(100, refused, Duration.ofMillis(5_001), Duration.ofMillis(900), micros);
  }
}

package io.payonce.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MicroReportTest {
  private static final MicroFigures FIGURES =
      new MicroFigures(
          List.of(
              new MicroFigures.Measured("verify", 5_432.16, 120.3),
              new MicroFigures.Measured("decode", 2_000, Double.NaN)));

  @Test
  void people_see_a_line_for_each() {
    assertThat(MicroReport.text(FIGURES))
        .containsPattern("verify +5,432  ± 120\n")
        .containsPattern("decode +2,000\n");
  }

  @Test
  void programs_get_one_line() {
    assertThat(MicroReport.json(FIGURES))
        .isEqualTo(
            "{\"verify\":{\"nanosPerOp\":5432.2,\"error\":120.3},"
                + "\"decode\":{\"nanosPerOp\":2000.0}}");
  }
}

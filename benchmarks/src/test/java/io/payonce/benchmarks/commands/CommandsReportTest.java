package io.payonce.benchmarks.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.benchmarks.rig.CpuMeter;
import io.payonce.benchmarks.rig.Work;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandsReportTest {
  private static final CommandsFigures FIGURES =
      new CommandsFigures(
          new CommandsSize(1_000, 500),
          work(1_000, 2),
          work(500, 4),
          new InFlight(1_000, 250, 201.4, 249),
          Duration.ofMillis(100),
          Duration.ofMillis(500));

  @Test
  void people_see_rates_calls_and_costs() {
    assertThat(CommandsReport.text(FIGURES))
        .containsPattern("a second +500 +125\n")
        .containsPattern("for a refund +2\\.00\n")
        .containsPattern("a second +250\n")
        .containsPattern("as the gateway counts +201 +250\n")
        .containsPattern("as the processor tells +249\n")
        .containsPattern("together +1000\\.0 +2000\\.0\n")
        .containsPattern("the played gateway, besides +1000\\.0\n")
        .contains("--orders 1000 --refunds 500");
  }

  @Test
  void programs_get_one_line() {
    assertThat(CommandsReport.json(FIGURES))
        .startsWith("{\"creates\":{\"perSecond\":500,\"cpuMicros\":1000.0,")
        .contains("\"refunds\":{\"perSecond\":125,", "\"callsPerRefund\":2.0")
        .contains("\"inFlightMost\":250,\"inFlightMean\":201.4")
        .contains("\"guarantees\":\"held\"")
        .doesNotContain("\n");
  }

  private static Work work(int count, long seconds) {
    Duration each = Duration.ofMillis(200);
    return new Work(
        count, Duration.ofSeconds(seconds), new CpuMeter.Times(each, each, each, each, each));
  }
}

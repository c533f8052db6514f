package io.payonce.benchmarks.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsBenchIT {
  @Test
  void small_run_measures_creates_and_refunds_and_holds() throws Exception {
    List<String> told = new ArrayList<>();

    CommandsFigures figures = CommandsBenchmark.run(new CommandsSize(500, 300), told::add);

    JsonNode json = new ObjectMapper().readTree(CommandsReport.json(figures));
    assertThat(json.at("/creates/perSecond").asLong()).isPositive();
    assertThat(json.at("/refunds/perSecond").asLong()).isPositive();
    assertThat(json.at("/refunds/callsPerRefund").asDouble()).isPositive();
    assertThat(json.at("/refunds/inFlightMost").asLong()).isBetween(1L, 250L);
    assertThat(json.at("/refunds/inFlightMean").asDouble()).isPositive();
    assertThat(json.at("/guarantees").asText()).isEqualTo("held");
    assertThat(CommandsReport.text(figures)).contains("Guarantees: held", "--orders 500");
    assertThat(told).isNotEmpty();
  }
}

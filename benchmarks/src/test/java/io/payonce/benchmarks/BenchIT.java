package io.payonce.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchIT {
  @Test
  void small_run_on_real_servers_measures_all_three_ways_and_holds() throws Exception {
    List<String> told = new ArrayList<>();

    CallbackFigures figures = CallbackBenchmark.run(new BenchSize(2_000, 3_000, 7), told::add);

    JsonNode json = new ObjectMapper().readTree(FiguresReport.json(figures));
    assertThat(json.at("/batched/perSecond").asLong()).isPositive();
    assertThat(json.at("/batched/cpuMicros").asDouble()).isPositive();
    assertThat(json.at("/batched/cpuMicrosByProcess/worker").asDouble()).isPositive();
    assertThat(json.at("/oneAtATime/perSecond").asLong()).isPositive();
    assertThat(json.at("/sqlOnly/perSecond").asLong()).isPositive();
    assertThat(json.at("/guarantees").asText()).isEqualTo("held");
    assertThat(FiguresReport.text(figures)).contains("Guarantees: held", "--records 2000");
    assertThat(told).isNotEmpty();
  }
}

package io.payonce.benchmarks.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngressBenchIT {
  @Test
  void small_run_measures_both_servers_and_holds() throws Exception {
    List<String> told = new ArrayList<>();

    IngressFigures figures = IngressBenchmark.run(new IngressSize(1, 16), told::add);

    JsonNode json = new ObjectMapper().readTree(IngressReport.json(figures));
    for (String server : List.of("/ingress", "/floor")) {
      assertThat(json.at(server + "/perSecond").asLong()).as(server).isPositive();
      assertThat(json.at(server + "/p50Millis").asDouble()).as(server).isPositive();
      assertThat(json.at(server + "/p99Millis").asDouble())
          .as(server)
          .isGreaterThanOrEqualTo(json.at(server + "/p50Millis").asDouble());
      assertThat(json.at(server + "/cpuMicros").asDouble()).as(server).isPositive();
    }
    assertThat(json.at("/ratio").asDouble()).isPositive();
    assertThat(json.at("/guarantees").asText()).isEqualTo("held");
    assertThat(IngressReport.text(figures)).contains("Guarantees: held", "of the floor");
    assertThat(told).isNotEmpty();
  }
}

package io.payonce.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoReportTest {
  @Test
  void one_cross_spoils_the_whole() {
    DemoResult result = result(Proof.equal("all are paid", 3, 3), Proof.none("no ghosts", 2));

    assertThat(result.holds()).isFalse();
    assertThat(DemoReport.text(result))
        .contains("✓ all are paid (3 of 3)", "✗ no ghosts (2 found)", "does NOT add up");
    assertThat(DemoReport.json(result)).contains("\"holds\":false").doesNotContain("\n");
  }

  @Test
  void without_a_cross_it_holds() {
    DemoResult result = result(Proof.equal("all are paid", 3, 3));

    assertThat(result.holds()).isTrue();
    assertThat(DemoReport.text(result))
        .contains("each paid exactly once")
        .containsPattern("forged +2 +97: 2")
        .containsPattern("applied +3");
  }

  @Test
  void nothing_proved_is_no_proof() {
    assertThat(result().holds()).isFalse();
  }

  private static DemoResult result(Proof... proofs) {
    return new DemoResult(
        3, 1, Map.of("forged", Map.of("97", 2)), Map.of("applied", 3), List.of(proofs));
  }
}

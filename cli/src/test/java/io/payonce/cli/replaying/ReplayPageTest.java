package io.payonce.cli.replaying;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.consumer.replaying.ReplayedAs;
import io.payonce.store.ReplayTerms.Keeping;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplayPageTest {
  @Test
  void plan_names_ranges_filters_and_the_number_of_records() {
    String plan = ReplayPage.plan(SampleReplay.begun(), Keeping.COMMITTED);

    assertThat(plan)
        .contains(
            "payment.callback-0 offsets 100 to 1099",
            "payment.callback-3 offsets 0 to 49",
            "1,050 records at the most",
            "All but those of order ORD-1 are passed over",
            "decided now and published")
        .doesNotContain("REFUNDS");
    assertThat(ReplayPage.plan(SampleReplay.begun(), Keeping.UNDONE)).contains("dry run");
  }

  @Test
  void summary_adds_up_over_batches() {
    ReplayState state = SampleReplay.begun();
    state = SampleReplay.after(state, 100, 130, ReplayedAs.APPLIED, true);
    state = SampleReplay.after(state, 130, 155, ReplayedAs.WAITING, false);

    assertThat(state.offsetsLeft()).isEqualTo(1_050 - 55);
    assertThat(ReplayPage.summary(state, Keeping.COMMITTED))
        .containsPattern("applied +0 +30 +0 +30")
        .containsPattern("records +0 +55 +0 +55")
        .containsPattern("changed +0 +30 +0 +30")
        .contains("4.0 s, 14 records a second", "Changed (30, the first 20):")
        .contains("Not decided (25, the first 20):", "payment.callback-0 130: waiting, key-130")
        .doesNotContain("key-150");
    assertThat(ReplayPage.json(state, Keeping.COMMITTED, 5))
        .contains("\"finished\":false", "\"exitCode\":5", "\"records\":55", "\"published\":30");
  }

  @Test
  void lines_tell_rate_and_time_left_of_each_partition() {
    StringWriter out = new StringWriter();
    Instant[] now = {Instant.EPOCH};
    ReplayState state = SampleReplay.begun();
    try (ReplayLines lines = new ReplayLines(new PrintWriter(out), () -> now[0])) {
      lines.begin(state.stages().getFirst());
      state = SampleReplay.after(state, 100, 200, ReplayedAs.APPLIED, false);
      now[0] = now[0].plusSeconds(2);
      lines.at(state.stages().getFirst());
      assertThat(out.toString()).isEmpty();
      state = SampleReplay.after(state, 200, 600, ReplayedAs.APPLIED, false);
      now[0] = now[0].plusSeconds(3);
      lines.at(state.stages().getFirst());
    }

    assertThat(out.toString().lines())
        .containsExactly(
            "payment.callback-0 500 of 1,000, 100/s, 5 s left",
            "payment.callback-3 0 of 50, 0/s, not moving");
  }
}

package io.payonce.consumer.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.consumer.Commands;
import io.payonce.consumer.Disposition;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.ProgressInMemory;
import io.payonce.consumer.ProgressStore;
import io.payonce.consumer.RunningWorker;
import io.payonce.consumer.suspects.Suspicion;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.RecordHeaders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records over which the process may have died, and how they are handled one by one. */
@ExtendWith(EmbeddedServersExtension.class)
class RecordSuspectsIT {
  private final RecordRig rig;

  RecordSuspectsIT(TestServers servers) {
    rig = new RecordRig(servers, 2);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void suspect_is_handled_with_nothing_else_under_way_in_the_process() {
    rig.broker().send(0, "suspect/0", "above/0");
    rig.broker().send(1, "other/0");
    dead(rig.broker().ref(0), new ProgressStore.Suspect(0, 1));
    GatedHandler handler = rig.handler().holding("suspect/0", "other/0");
    rig.start(handler);
    await().until(() -> !handler.begun().isEmpty());
    if (handler.begun().contains("other/0")) {
      await().during(Duration.ofMillis(300)).until(() -> handler.begun().size() == 1);
      handler.release("other/0");
    }
    await().until(() -> handler.begun().contains("suspect/0"));
    assertThat(rig.memory().row(rig.broker().ref(0)).orElseThrow().suspect())
        .isEqualTo(new ProgressStore.Suspect(0, 2));
    int begun = handler.begun().size();
    await().during(Duration.ofMillis(300)).until(() -> handler.begun().size() == begun);
    handler.releaseAll();
    await().until(() -> rig.progressOf(0) == 2 && rig.progressOf(1) == 1);
    assertThat(rig.memory().row(rig.broker().ref(0)).orElseThrow().suspect())
        .isEqualTo(ProgressStore.Suspect.NONE);
  }

  @Test
  void suspect_that_has_not_ended_when_the_worker_stops_in_order_is_taken_back() {
    rig.broker().send(0, "suspect/0");
    rig.drainAtMost(Duration.ZERO);
    PartitionRef partition = rig.broker().ref(0);
    dead(partition, new ProgressStore.Suspect(0, 1));
    GatedHandler handler = rig.handler().holding("suspect/0");
    try (RunningWorker _ = rig.start(handler)) {
      await().until(() -> handler.begun().contains("suspect/0"));
    }
    assertThat(rig.memory().row(partition).orElseThrow().suspect())
        .isEqualTo(new ProgressStore.Suspect(0, 1));
    handler.releaseAll();
    rig.start(rig.handler());
    await().until(() -> rig.progressOf(0) == 1);
    assertThat(rig.broker().deadLetters()).isEmpty();
  }

  @Test
  void record_over_which_the_process_died_again_and_again_is_parked_and_the_others_go_on() {
    rig.broker().send(0, "below/0", "killer/0", "above/0");
    rig.broker().send(1, "other/0");
    dead(rig.broker().ref(0), new ProgressStore.Suspect(1, Suspicion.DEATHS));
    GatedHandler handler = rig.handler();
    rig.start(handler);
    await().until(() -> rig.progressOf(0) == 3 && rig.progressOf(1) == 1);
    assertThat(handler.begun()).containsExactlyInAnyOrder("below/0", "above/0", "other/0");
    List<String> letters = rig.broker().deadLetters().stream().map(Commands::value).toList();
    assertThat(letters).containsExactly("killer/0");
    assertThat(
            Commands.header(
                rig.broker().deadLetters().getFirst().headers(), RecordHeaders.DEAD_LETTER_REASON))
        .startsWith(Disposition.KILLS_THE_WORKER);
    assertThat(rig.broker().outcomes()).hasSize(4);
  }

  private void dead(PartitionRef partition, ProgressStore.Suspect suspect) {
    rig.memory().put(partition, new ProgressInMemory.Row("dead", 0, 0, 0, suspect));
  }
}

package io.payonce.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.consumer.suspects.Suspicion;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.RecordHeaders;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a worker remembers across its own death: what began, over what it died, what is a repeat.
 */
@ExtendWith(EmbeddedServersExtension.class)
class WorkerSuspectsIT {
  private final Rig rig;

  WorkerSuspectsIT(TestServers servers) {
    rig = new Rig(servers, 2);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void first_batch_is_noted_before_it_is_handled_and_forgotten_when_it_got_on() {
    rig.broker().send(0, "a", "b");
    PartitionRef partition = rig.broker().ref(0);
    List<Integer> during = new CopyOnWriteArrayList<>();
    rig.start(rig.handler().first(_ -> during.add(row(partition).attempts())));
    await().until(() -> rig.broker().outcomes().size() == 2);
    rig.broker().send(0, "c");
    await().until(() -> rig.broker().outcomes().size() == 3);
    assertThat(during).startsWith(1).containsOnlyOnce(1);
    assertThat(row(partition).attempts()).isZero();
  }

  @Test
  void batch_that_fails_is_taken_back_and_so_are_takings_without_any_record() {
    PartitionRef partition = rig.broker().ref(0);
    for (int i = 0; i < 3; i++) {
      try (RunningWorker idle = rig.start(rig.handler())) {
        await().until(() -> idle.status().reading() == 2);
      }
    }
    assertThat(row(partition).attempts()).isZero();
    rig.broker().send(0, "a");
    List<Integer> during = new CopyOnWriteArrayList<>();
    RecordingHandler failing =
        rig.handler()
            .first(
                _ -> {
                  during.add(row(partition).attempts());
                  throw new IllegalStateException("planned");
                });
    try (RunningWorker _ = rig.start(failing)) {
      await().until(() -> during.size() >= 3);
    }
    assertThat(during).containsOnly(1);
    assertThat(row(partition).attempts()).isZero();
  }

  @Test
  void record_over_which_the_process_died_is_noted_alone_and_those_below_it_do_not_hide_it() {
    rig.broker().send(0, "below", "suspect", "above");
    PartitionRef partition = rig.broker().ref(0);
    dead(partition, new ProgressStore.Suspect(1, 1));
    List<ProgressStore.Suspect> during = new CopyOnWriteArrayList<>();
    RecordingHandler handler = rig.handler().first(_ -> during.add(row(partition).suspect()));
    rig.start(handler);
    await().until(() -> rig.broker().outcomes().size() == 3);
    assertThat(during).startsWith(new ProgressStore.Suspect(1, 1), new ProgressStore.Suspect(1, 2));
    assertThat(handler.seen().get(1).records()).hasSize(1);
    assertThat(row(partition).suspect()).isEqualTo(ProgressStore.Suspect.NONE);
  }

  @Test
  void suspect_that_fails_with_an_exception_does_not_come_closer_to_being_parked() {
    rig.broker().send(0, "suspect");
    PartitionRef partition = rig.broker().ref(0);
    dead(partition, new ProgressStore.Suspect(0, Suspicion.DEATHS - 1));
    List<ProgressStore.Suspect> during = new CopyOnWriteArrayList<>();
    AtomicBoolean failing = new AtomicBoolean(true);
    rig.start(
        rig.handler()
            .first(
                _ -> {
                  during.add(row(partition).suspect());
                  if (failing.getAndSet(false)) {
                    throw new IllegalStateException("planned");
                  }
                }));
    await().until(() -> rig.broker().outcomeValues().equals(List.of("suspect")));
    assertThat(during).containsOnly(new ProgressStore.Suspect(0, Suspicion.DEATHS)).hasSize(2);
  }

  @Test
  void record_over_which_the_process_died_again_and_again_is_parked_and_the_others_go_on() {
    rig.broker().send(0, "below", "killer", "above");
    rig.broker().send(1, "other");
    dead(rig.broker().ref(0), new ProgressStore.Suspect(1, Suspicion.DEATHS));
    RecordingHandler handler = rig.handler();
    rig.start(handler);
    await().until(() -> rig.broker().outcomes().size() == 4);
    assertThat(handler.handled()).containsExactlyInAnyOrder("below", "above", "other");
    assertThat(rig.broker().deadLetters()).hasSize(1);
    assertThat(Commands.value(rig.broker().deadLetters().getFirst())).isEqualTo("killer");
    assertThat(
            Commands.header(
                rig.broker().deadLetters().getFirst().headers(), RecordHeaders.DEAD_LETTER_REASON))
        .startsWith(Disposition.KILLS_THE_WORKER);
    await().until(() -> row(rig.broker().ref(0)).next() == 3);
  }

  @Test
  void restart_in_the_middle_of_the_catching_up_does_not_make_repeats_look_new() {
    rig.limitBatchesTo(2);
    rig.broker().sendMany(0, 10);
    PartitionRef partition = rig.broker().ref(0);
    try (RunningWorker _ = rig.start(rig.handler())) {
      await().until(() -> row(partition).published() == 10);
    }
    rig.progress().put(partition, new ProgressInMemory.Row("older", 2, 2, 0));
    try (RunningWorker _ = rig.start(stoppingAt(4))) {
      await().until(() -> rig.broker().outcomes().size() == 12);
    }
    assertThat(rig.broker().committed()).containsEntry(0, 4L);
    rig.broker().send(0, "new");
    rig.start(rig.handler());
    await().until(() -> rig.broker().outcomes().size() == 19);
    assertThat(rig.broker().outcomes())
        .filteredOn(outcome -> outcome.headers().lastHeader(RecordHeaders.REREAD) != null)
        .extracting(Commands::value)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(2, 10).mapToObj(i -> "0:" + i).toList());
  }

  private RecordingHandler stoppingAt(long offset) {
    return rig.handler()
        .first(
            batch -> {
              if (batch.spans().getFirst().before() >= offset) {
                throw new IllegalStateException("planned");
              }
            });
  }

  private void dead(PartitionRef partition, ProgressStore.Suspect suspect) {
    rig.progress().put(partition, new ProgressInMemory.Row("dead", 0, 0, 0, suspect));
  }

  private ProgressInMemory.Row row(PartitionRef partition) {
    return rig.progress().row(partition).orElse(new ProgressInMemory.Row("nobody", 0, 0, -1));
  }
}

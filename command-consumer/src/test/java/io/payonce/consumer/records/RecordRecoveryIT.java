package io.payonce.consumer.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.consumer.CommandWorker;
import io.payonce.consumer.Commands;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressInMemory;
import io.payonce.consumer.RunningWorker;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes again, what is published, and what counts, when workers end and partitions move. */
@ExtendWith(EmbeddedServersExtension.class)
class RecordRecoveryIT {
  private static final String REREAD = "reread";

  private final RecordRig rig;

  RecordRecoveryIT(TestServers servers) {
    rig = new RecordRig(servers, 2);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void what_was_in_flight_when_a_worker_ended_is_handled_again_and_nothing_is_skipped() {
    String[] values = values(40);
    rig.broker().send(0, values);
    rig.drainAtMost(Duration.ZERO);
    String[] unfinished = {"key7/0", "key8/0", "key30/0"};
    GatedHandler dying = rig.handler().holding(unfinished);
    try (RunningWorker _ = rig.start(dying)) {
      await().until(() -> rig.broker().outcomes().size() == 37);
    }
    assertThat(dying.placeOf("key30/0").isHeld()).isFalse();
    assertThat(rig.progressOf(0)).isEqualTo(7);
    GatedHandler next = rig.handler();
    rig.start(next);
    await().until(() -> rig.progressOf(0) == 40);
    assertThat(next.begun()).hasSize(33).contains(unfinished).doesNotContain("key0/0", "key6/0");
    assertThat(rig.broker().outcomeValues()).contains(values);
    assertThat(Collections.frequency(rig.broker().outcomeValues(), "key30/0")).isEqualTo(1);
    dying.releaseAll();
    await().until(() -> dying.ended().size() == 40);
    assertThat(Collections.frequency(rig.broker().outcomeValues(), "key30/0")).isEqualTo(1);
  }

  @Test
  void all_is_handled_again_of_which_no_progress_could_be_written() {
    String[] values = values(20);
    rig.broker().send(0, values);
    RememberedProgress broken = new RememberedProgress(rig.memory());
    broken.beforeAdvance(
        _ -> {
          throw new IllegalStateException("planned");
        });
    GatedHandler first = rig.handler();
    try (RunningWorker worker = rig.start(CommandWorker.Source.COMMANDS, first, broken)) {
      await().until(() -> rig.broker().outcomes().size() == 20);
      await().until(() -> worker.status().trouble().contains("advancing: IllegalStateException"));
    }
    assertThat(rig.progressOf(0)).isZero();
    assertThat(rig.broker().committed().getOrDefault(0, 0L)).isZero();
    GatedHandler second = rig.handler();
    rig.start(second);
    await().until(() -> rig.progressOf(0) == 20);
    assertThat(first.ended()).containsExactlyInAnyOrder(values);
    assertThat(second.ended()).containsExactlyInAnyOrder(values);
    assertThat(rig.broker().outcomes()).hasSize(40);
  }

  @Test
  void nothing_counts_before_it_is_published() {
    rig.limitBatchesTo(10);
    String[] values = values(60);
    rig.broker().send(0, values);
    RememberedProgress progress = new RememberedProgress(rig.memory());
    List<String> missing = new CopyOnWriteArrayList<>();
    List<PartitionSpan> advances = new CopyOnWriteArrayList<>();
    progress.beforeAdvance(
        spans -> {
          List<String> published = rig.broker().outcomeValues();
          for (PartitionSpan span : spans) {
            advances.add(span);
            for (int offset = 0; offset < span.after(); offset++) {
              if (!published.contains(values[offset])) {
                missing.add(values[offset]);
              }
            }
          }
        });
    GatedHandler handler = rig.handler().holding("key20/0", "key40/0");
    rig.start(CommandWorker.Source.COMMANDS, handler, progress);
    await().until(() -> rig.progressOf(0) == 20);
    handler.release("key20/0");
    await().until(() -> rig.progressOf(0) == 40);
    handler.release("key40/0");
    await().until(() -> rig.progressOf(0) == 60);
    assertThat(missing).isEmpty();
    assertThat(advances)
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(span -> span.published() == span.after() && span.after() > span.before());
  }

  @Test
  void results_of_a_lost_partition_are_dropped_and_it_is_taken_afresh_when_its_handlers_ended() {
    rig.broker().send(0, values(10));
    GatedHandler handler = rig.handler().holding("key0/0");
    rig.start(handler);
    await().until(() -> rig.broker().outcomes().size() == 9);
    PartitionRef partition = rig.broker().ref(0);
    RecordPlace place = handler.placeOf("key0/0");
    assertThat(place.isHeld()).isTrue();
    assertThat(place.span().owner()).isEqualTo(rig.ownerOf(partition));
    rig.memory().put(partition, new ProgressInMemory.Row("thief", 0, 0, 1));
    await().until(() -> !place.isHeld());
    await()
        .during(Duration.ofMillis(700))
        .until(() -> rig.ownerOf(partition).equals("thief") && handler.begun().size() == 10);
    assertThat(rig.broker().outcomeValues()).doesNotContain("key0/0");
    handler.release("key0/0");
    await().until(() -> rig.progressOf(0) == 10);
    assertThat(Collections.frequency(handler.begun(), "key0/0")).isEqualTo(2);
    assertThat(Collections.frequency(rig.broker().outcomeValues(), "key0/0")).isEqualTo(1);
    assertThat(handler.collisions()).isEmpty();
    List<String> repeats =
        rig.broker().outcomes().stream()
            .filter(outcome -> Commands.header(outcome.headers(), REREAD).equals("true"))
            .map(Commands::value)
            .toList();
    assertThat(repeats).hasSize(10).contains(values(10));
  }

  @Test
  void handler_that_finds_the_partition_not_held_makes_it_be_taken_afresh() {
    rig.broker().send(0, "a/0", "b/0");
    rig.broker().send(1, "c/0");
    AtomicBoolean fenced = new AtomicBoolean(true);
    GatedHandler handler =
        rig.handler()
            .answering(
                record ->
                    Commands.value(record).equals("a/0") && fenced.getAndSet(false)
                        ? new RecordResult.NotHeld()
                        : GatedHandler.outcomeOf(record));
    rig.start(handler);
    await().until(() -> rig.progressOf(0) == 2 && rig.progressOf(1) == 1);
    assertThat(Collections.frequency(handler.begun(), "a/0")).isEqualTo(2);
    assertThat(Collections.frequency(handler.begun(), "c/0")).isEqualTo(1);
    assertThat(Collections.frequency(rig.broker().outcomeValues(), "a/0")).isEqualTo(1);
  }

  @Test
  void record_whose_partition_goes_to_another_worker_is_published_by_that_one_alone() {
    rig.broker().send(0, "a/0");
    rig.broker().send(1, "b/0");
    GatedHandler first = rig.handler().holding("a/0", "b/0");
    GatedHandler second = rig.handler();
    RunningWorker one = rig.start(first);
    await().until(() -> first.begun().size() == 2);
    RunningWorker other = rig.start(second);
    await().until(() -> one.status().reading() == 1 && other.status().reading() == 1);
    await().until(() -> second.ended().size() == 1);
    first.releaseAll();
    await().until(() -> rig.progressOf(0) == 1 && rig.progressOf(1) == 1);
    one.close();
    other.close();
    assertThat(first.ended()).containsExactlyInAnyOrder("a/0", "b/0");
    assertThat(rig.broker().outcomeValues()).containsExactlyInAnyOrder("a/0", "b/0");
  }

  @Test
  void worker_that_stops_waits_for_its_handlers_and_begins_no_other() throws InterruptedException {
    rig.broker().send(0, "slow/0", "slow/1");
    GatedHandler handler = rig.handler().holding("slow/0");
    RunningWorker worker = rig.start(handler);
    await().until(() -> handler.begun().size() == 1);
    Thread closing = Thread.ofVirtual().start(worker::close);
    await().during(Duration.ofMillis(500)).until(worker::isAlive);
    assertThat(handler.placeOf("slow/0").isHeld()).isTrue();
    handler.release("slow/0");
    closing.join();
    assertThat(rig.broker().outcomeValues()).containsExactly("slow/0");
    assertThat(rig.progressOf(0)).isEqualTo(1);
    assertThat(rig.broker().committed()).containsEntry(0, 1L);
    assertThat(handler.begun()).containsExactly("slow/0");
  }

  private static String[] values(int count) {
    return IntStream.range(0, count).mapToObj(i -> "key" + i + "/0").toArray(String[]::new);
  }
}

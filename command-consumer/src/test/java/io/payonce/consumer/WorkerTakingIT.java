package io.payonce.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.RecordHeaders;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a worker begins, and what it does when the ground moves under it. */
@ExtendWith(EmbeddedServersExtension.class)
class WorkerTakingIT {
  private final Rig rig;

  WorkerTakingIT(TestServers servers) {
    rig = new Rig(servers, 2);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void partition_that_is_not_held_any_more_is_taken_afresh_and_only_the_other_is_published() {
    rig.broker().send(0, "a", "b");
    rig.broker().send(1, "c");
    PartitionRef stolen = rig.broker().ref(0);
    AtomicBoolean stealing = new AtomicBoolean(true);
    RecordingHandler handler =
        rig.handler()
            .first(
                batch -> {
                  boolean holds =
                      batch.spans().stream().anyMatch(span -> span.partition().equals(stolen));
                  if (holds && stealing.getAndSet(false)) {
                    rig.progress().put(stolen, new ProgressInMemory.Row("thief", 0, 0, 1));
                  }
                });
    rig.start(handler);
    await().until(() -> rig.broker().outcomes().size() == 3);
    assertThat(handler.handledOf(0)).containsExactly("a", "b");
    assertThat(handler.handledOf(1)).containsExactly("c");
    assertThat(rig.broker().outcomeValues()).containsExactlyInAnyOrder("a", "b", "c");
    List<String> owners =
        handler.seen().stream()
            .flatMap(batch -> batch.spans().stream())
            .filter(span -> span.partition().equals(stolen))
            .map(PartitionSpan::owner)
            .distinct()
            .toList();
    assertThat(owners).hasSize(2).allMatch(owner -> owner.startsWith(stolen.toString()));
  }

  @Test
  void gap_stops_its_partition_and_shows_while_the_others_go_on() {
    rig.broker().sendMany(0, 10);
    rig.broker().deleteBefore(0, 4);
    rig.broker().send(1, "c");
    RecordingHandler handler = rig.handler();
    RunningWorker worker = rig.start(handler);
    await().until(() -> handler.handledOf(1).equals(List.of("c")));
    await().until(() -> worker.status().trouble().equals(List.of(gap(0, 3))));
    assertThat(worker.status().reading()).isEqualTo(1);
    assertThat(handler.handledOf(0)).isEmpty();
    assertThat(rig.broker().committed()).doesNotContainKey(0);
  }

  @Test
  void log_that_is_cut_above_the_position_stops_the_partition_and_not_the_worker() {
    rig.broker().sendMany(0, 10);
    RecordingHandler handler =
        rig.handler()
            .first(
                batch -> {
                  if (batch.records().getFirst().partition() == 0) {
                    throw new IllegalStateException("planned");
                  }
                });
    RunningWorker worker = rig.start(handler);
    await().until(() -> !handler.seen().isEmpty());
    rig.broker().deleteBefore(0, 6);
    await().until(() -> worker.status().trouble().contains(gap(0, 5)));
    rig.broker().send(1, "c");
    await().until(() -> handler.handledOf(1).equals(List.of("c")));
    assertThat(worker.isAlive()).isTrue();
    assertThat(handler.handledOf(0)).isEmpty();
  }

  @Test
  void idle_worker_notices_that_the_database_went_back_and_marks_what_it_says_again() {
    rig.broker().sendMany(0, 10);
    RecordingHandler handler = rig.handler();
    PartitionRef partition = rig.broker().ref(0);
    rig.start(handler);
    await().until(() -> isPublishedTo(partition, 10));
    String owner = rig.progress().row(partition).orElseThrow().owner();
    rig.progress().put(partition, new ProgressInMemory.Row(owner, 6, 4, 0));
    await().until(() -> isPublishedTo(partition, 10));
    rig.broker().send(0, "new");
    await().until(() -> rig.broker().outcomes().size() == 17);
    assertThat(handler.handled().subList(10, 16))
        .containsExactlyElementsOf(IntStream.range(4, 10).mapToObj(i -> "0:" + i).toList());
    List<ConsumerRecord<byte[], byte[]>> marked =
        rig.broker().outcomes().stream()
            .filter(
                outcome -> Commands.header(outcome.headers(), RecordHeaders.REREAD).equals("true"))
            .toList();
    assertThat(marked)
        .extracting(Commands::value)
        .containsExactlyInAnyOrderElementsOf(handler.handled().subList(10, 16));
  }

  @Test
  void worker_that_finds_an_older_database_marks_what_kafka_had_committed() {
    rig.broker().sendMany(0, 10);
    RecordingHandler first = rig.handler();
    PartitionRef partition = rig.broker().ref(0);
    try (RunningWorker _ = rig.start(first)) {
      await().until(() -> isPublishedTo(partition, 10));
    }
    rig.progress().put(partition, new ProgressInMemory.Row("older", 8, 8, 0));
    rig.broker().send(0, "new");
    RecordingHandler second = rig.handler();
    rig.start(second);
    await().until(() -> rig.broker().outcomes().size() == 13);
    assertThat(second.handled()).containsExactly("0:8", "0:9", "new");
    assertThat(rig.broker().outcomes())
        .filteredOn(outcome -> outcome.headers().lastHeader(RecordHeaders.REREAD) != null)
        .extracting(Commands::value)
        .containsExactlyInAnyOrder("0:8", "0:9");
  }

  @Test
  void partition_that_was_taken_again_and_again_is_read_one_by_one_as_far_as_a_batch_reaches() {
    rig.broker().sendMany(0, 5);
    int before = WorkerSettings.ONE_BY_ONE_FROM - 1;
    PartitionRef partition = rig.broker().ref(0);
    rig.progress().put(partition, new ProgressInMemory.Row("dead", 0, 0, before));
    AtomicBoolean failing = new AtomicBoolean(true);
    RecordingHandler handler =
        rig.handler()
            .first(
                _ -> {
                  if (failing.getAndSet(false)) {
                    throw new IllegalStateException("planned");
                  }
                });
    rig.start(handler);
    await().until(() -> handler.handled().size() == 5);
    assertThat(handler.handled()).containsExactly("0:0", "0:1", "0:2", "0:3", "0:4");
    assertThat(handler.seen().get(0).records()).hasSize(1);
    assertThat(handler.seen().get(1).records()).hasSize(1);
    assertThat(handler.seen().get(1).spans().getFirst())
        .matches(span -> span.before() == 0 && span.after() == 1);
    assertThat(handler.seen()).allMatch(batch -> batch.records().size() == 1);
  }

  @Test
  void partition_that_was_taken_less_often_is_read_in_whole_batches() {
    rig.broker().sendMany(0, 5);
    int before = WorkerSettings.ONE_BY_ONE_FROM - 2;
    rig.progress().put(rig.broker().ref(0), new ProgressInMemory.Row("dead", 0, 0, before));
    RecordingHandler handler = rig.handler();
    rig.start(handler);
    await().until(() -> handler.handled().size() == 5);
    assertThat(handler.seen().getFirst().records()).hasSize(5);
  }

  private boolean isPublishedTo(PartitionRef partition, long position) {
    return rig.progress().row(partition).map(ProgressInMemory.Row::published).orElse(-1L)
        == position;
  }

  private String gap(long first, long last) {
    return "%s: offsets %d to %d are gone".formatted(rig.broker().commands(0), first, last);
  }
}

package io.payonce.consumer.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.ProgressInMemory;
import io.payonce.consumer.RunningWorker;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In order for each key, many keys at a time, and never more than the limits. */
@ExtendWith(EmbeddedServersExtension.class)
class RecordOrderIT {
  private final RecordRig rig;

  RecordOrderIT(TestServers servers) {
    rig = new RecordRig(servers, 2);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void others_go_on_while_one_handler_hangs_and_the_place_stays_below_it() {
    rig.broker().send(0, "early/0", "hangs/0", "hangs/1");
    String[] others = values("other", 300);
    rig.broker().send(0, others);
    GatedHandler handler = rig.handler().holding("hangs/0");
    RunningWorker worker = rig.start(handler);
    await().until(() -> rig.broker().outcomes().size() == 301);
    await().until(() -> rig.progressOf(0) == 1);
    assertThat(handler.begun()).contains(others).contains("hangs/0").doesNotContain("hangs/1");
    assertThat(rig.broker().outcomeValues()).contains(others).contains("early/0");
    assertThat(rig.registry().get("payonce.records.active").longTaskTimer().activeTasks())
        .isEqualTo(1);
    assertThat(rig.memory().row(rig.broker().ref(0)).orElseThrow().published()).isEqualTo(1);
    assertThat(rig.broker().committed().getOrDefault(0, 0L)).isLessThanOrEqualTo(1);
    handler.release("hangs/0");
    await().until(() -> rig.progressOf(0) == 303);
    worker.close();
    assertThat(rig.broker().outcomeValues()).hasSize(303).contains("hangs/0", "hangs/1");
    assertThat(rig.broker().committed()).containsEntry(0, 303L);
  }

  @Test
  void records_of_a_key_are_handled_in_order_one_at_a_time_and_many_keys_at_once() {
    List<String> firsts = new ArrayList<>();
    for (int partition = 0; partition < 2; partition++) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        values.add("p%dk%d/%d".formatted(partition, i % 20, i / 20));
      }
      rig.broker().send(partition, values.toArray(String[]::new));
      firsts.addAll(values.subList(0, 20));
    }
    GatedHandler handler = rig.handler().holding(firsts.toArray(String[]::new));
    rig.start(handler);
    await().until(() -> handler.begun().size() == 40);
    assertThat(handler.begun()).containsExactlyInAnyOrderElementsOf(firsts);
    handler.releaseAll();
    await().until(() -> rig.progressOf(0) == 200 && rig.progressOf(1) == 200);
    assertThat(handler.collisions()).isEmpty();
    List<String> outcomes = rig.broker().outcomeValues();
    for (String first : firsts) {
      String key = GatedHandler.keyOf(first);
      List<String> inOrder = IntStream.range(0, 10).mapToObj(i -> key + "/" + i).toList();
      assertThat(handler.ended().stream().filter(value -> value.startsWith(key + "/")))
          .containsExactlyElementsOf(inOrder);
      assertThat(outcomes.stream().filter(v -> v.startsWith(key + "/")))
          .containsExactlyElementsOf(inOrder);
    }
  }

  @Test
  void no_more_than_allowed_are_in_flight_and_polling_goes_on_however_long_they_take() {
    String[] values = values("key", 60);
    rig.broker().send(0, values);
    rig.limitInFlightTo(8).limitBatchesTo(10).maxPollInterval(Duration.ofSeconds(3));
    GatedHandler handler = rig.handler().holding(values);
    RunningWorker worker = rig.start(handler);
    await().until(() -> handler.begun().size() == 8);
    PartitionRef partition = rig.broker().ref(0);
    String owner = rig.ownerOf(partition);
    await()
        .during(Duration.ofMillis(4_500))
        .until(
            () ->
                handler.begun().size() == 8
                    && worker.status().reading() == 2
                    && rig.ownerOf(partition).equals(owner));
    handler.releaseAll();
    await().until(() -> rig.progressOf(0) == 60);
    assertThat(handler.begun()).hasSize(60).contains(values);
    assertThat(rig.ownerOf(partition)).isEqualTo(owner);
  }

  @Test
  void partition_is_read_only_so_far_beyond_a_record_that_hangs_and_the_other_is_not_held_up() {
    rig.broker().send(0, "hangs/0");
    rig.broker().send(0, values("near", 200));
    rig.broker().send(1, values("other", 100));
    rig.limitSpreadTo(50).limitBatchesTo(10);
    GatedHandler handler = rig.handler().holding("hangs/0");
    rig.start(handler);
    await().until(() -> rig.progressOf(1) == 100);
    long most = 50 + 10;
    await()
        .during(Duration.ofMillis(700))
        .until(
            () -> {
              long near = handler.begun().stream().filter(v -> v.startsWith("near")).count();
              return near >= 49 && near <= most;
            });
    handler.release("hangs/0");
    await().until(() -> rig.progressOf(0) == 201);
  }

  @Test
  void record_that_may_have_killed_the_process_is_handled_alone() {
    rig.broker().send(0, values("key", 5));
    int takenBefore = 3;
    rig.memory().put(rig.broker().ref(0), new ProgressInMemory.Row("dead", 0, 0, takenBefore));
    GatedHandler handler = rig.handler().holding("key0/0", "key1/0");
    rig.start(handler);
    await().until(() -> handler.begun().size() == 1);
    await().during(Duration.ofMillis(500)).until(() -> handler.begun().size() == 1);
    handler.release("key0/0");
    await().until(() -> handler.begun().size() == 2);
    await().during(Duration.ofMillis(300)).until(() -> handler.begun().size() == 2);
    handler.release("key1/0");
    await().until(() -> rig.progressOf(0) == 5);
    assertThat(handler.ended()).containsExactly(values("key", 5));
  }

  @Test
  void markers_and_aborted_records_are_passed() {
    rig.broker().send(0, "a/0");
    rig.broker()
        .inKafkaTransaction(false, producer -> producer.send(rig.broker().command(0, "never/0")));
    rig.broker().send(0, "b/0");
    rig.broker()
        .inKafkaTransaction(false, producer -> producer.send(rig.broker().command(0, "never/1")));
    GatedHandler handler = rig.handler();
    rig.start(handler);
    await().until(() -> rig.progressOf(0) == rig.broker().end(0));
    assertThat(rig.broker().end(0)).isEqualTo(6);
    assertThat(handler.begun()).containsExactlyInAnyOrder("a/0", "b/0");
  }

  private static String[] values(String key, int count) {
    return IntStream.range(0, count).mapToObj(i -> key + i + "/0").toArray(String[]::new);
  }
}

package io.payonce.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.RecordHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A batch is handled, published, and only then counts. */
@ExtendWith(EmbeddedServersExtension.class)
class WorkerBatchesIT {
  private static final int TOO_LARGE_FOR_KAFKA = 2_000_000;

  private final Rig rig;

  WorkerBatchesIT(TestServers servers) {
    rig = new Rig(servers, 3);
    rig.limitBatchesTo(40);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void every_record_is_handled_in_order_and_its_outcome_published_and_its_offset_committed() {
    for (int partition = 0; partition < 3; partition++) {
      rig.broker().sendMany(partition, 100);
    }
    RecordingHandler handler = rig.handler();
    try (RunningWorker worker = rig.start(handler)) {
      await().until(() -> handler.handled().size() >= 300);
      assertThat(worker.status().trouble()).isEmpty();
    }
    for (int partition = 0; partition < 3; partition++) {
      int of = partition;
      assertThat(handler.handledOf(of))
          .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> of + ":" + i).toList());
    }
    assertThat(handler.seen()).allMatch(batch -> batch.records().size() <= 40);
    assertThat(rig.broker().outcomeValues()).containsExactlyInAnyOrderElementsOf(handler.handled());
    assertThat(rig.broker().outcomes())
        .allMatch(outcome -> Commands.header(outcome.headers(), RecordHeaders.REREAD).equals("-"))
        .allMatch(outcome -> Arrays.equals(outcome.key(), outcome.value()));
    assertThat(rig.broker().committed()).isEqualTo(Map.of(0, 100L, 1, 100L, 2, 100L));
    assertThat(rig.progress().row(rig.broker().ref(1)).orElseThrow())
        .matches(row -> row.next() == 100 && row.published() == 100 && row.attempts() == 0);
  }

  @Test
  void batch_whose_handling_fails_comes_again_with_nothing_published_or_skipped() {
    rig.broker().sendMany(0, 30);
    List<String> publishedBefore = new CopyOnWriteArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    RecordingHandler handler =
        rig.handler()
            .first(
                _ -> {
                  publishedBefore.addAll(rig.broker().outcomeValues());
                  if (calls.incrementAndGet() <= 2) {
                    throw new IllegalStateException("planned");
                  }
                });
    RunningWorker worker = rig.start(handler);
    await()
        .until(
            () ->
                worker.status().trouble().contains("batch: IllegalStateException")
                    && worker.status().running());
    await().until(() -> handler.handled().size() == 30);
    await().until(() -> worker.status().trouble().isEmpty());
    assertThat(publishedBefore).isEmpty();
    Batch first = handler.seen().getFirst();
    assertThat(handler.seen())
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(batch -> batch.spans().getFirst().before() == 0)
        .allMatch(batch -> values(batch).getFirst().equals(values(first).getFirst()));
    worker.close();
    assertThat(handler.handledOf(0))
        .containsExactlyElementsOf(IntStream.range(0, 30).mapToObj(i -> "0:" + i).toList());
    assertThat(rig.broker().outcomeValues()).containsExactlyInAnyOrderElementsOf(handler.handled());
  }

  @Test
  void other_partitions_go_on_while_the_batches_of_one_fail() {
    rig.broker().send(0, "poison");
    RecordingHandler handler =
        rig.handler()
            .first(
                batch -> {
                  if (values(batch).contains("poison")) {
                    throw new IllegalStateException("planned");
                  }
                });
    rig.start(handler);
    await().until(() -> !handler.seen().isEmpty());
    rig.broker().send(1, "a", "b");
    await().until(() -> handler.handledOf(1).equals(List.of("a", "b")));
    assertThat(handler.handledOf(0)).isEmpty();
  }

  @Test
  void nothing_is_committed_in_kafka_before_it_is_published() {
    rig.broker().send(0, "a", "b", "c");
    List<Map<Integer, Long>> committed = new CopyOnWriteArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    RecordingHandler handler =
        rig.handler()
            .first(
                _ -> {
                  calls.incrementAndGet();
                  committed.add(rig.broker().committed());
                });
    handler.answering(
        record ->
            calls.get() <= 2 && Commands.value(record).equals("c")
                ? tooLarge(record)
                : RecordingHandler.outcomeOf(record));
    RunningWorker worker = rig.start(handler);
    await().until(() -> calls.get() >= 3);
    await().until(() -> worker.status().trouble().isEmpty());
    worker.close();
    assertThat(committed).hasSize(3).containsOnly(Map.of());
    assertThat(rig.broker().outcomeValues()).contains("a", "b", "c");
    assertThat(rig.broker().committed()).containsEntry(0, 3L);
  }

  @Test
  void progress_counts_nothing_as_published_that_is_not() {
    rig.broker().send(0, "a", "b", "c");
    RecordingHandler handler = rig.handler().answering(WorkerBatchesIT::tooLarge);
    try (RunningWorker worker = rig.start(handler)) {
      await().until(() -> handler.seen().size() >= 2);
      assertThat(worker.status().trouble()).contains("batch: KafkaException");
    }
    assertThat(rig.progress().row(rig.broker().ref(0)).orElseThrow())
        .matches(row -> row.next() == 3 && row.published() == 0);
    assertThat(rig.broker().committed().getOrDefault(0, 0L)).isZero();
  }

  private static Disposition tooLarge(ConsumerRecord<byte[], byte[]> record) {
    byte[] unpackable = new byte[TOO_LARGE_FOR_KAFKA];
    new Random(1).nextBytes(unpackable);
    return new Disposition.Decided(record, new Disposition.Message(record.key(), unpackable));
  }

  private static List<String> values(Batch batch) {
    return new ArrayList<>(batch.records().stream().map(Commands::value).toList());
  }
}

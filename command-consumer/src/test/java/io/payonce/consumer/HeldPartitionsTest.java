package io.payonce.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On Kafka's own consumer without a broker: what poll brings is put there by hand. */
class HeldPartitionsTest {
  private static final TopicPartition NAME = new TopicPartition("payment.callback", 0);
  private static final PartitionRef REF =
      new PartitionRef("payment.callback", UUID.randomUUID(), 0);
  private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final HeldPartitions held =
      new HeldPartitions(
          consumer,
          Clock.fixed(NOW, ZoneOffset.UTC),
          new WorkerMetrics(
              registry,
              new WorkerSettings(
                  "", new Topics(""), CommandKind.CALLBACK, 1, Duration.ofDays(1), 1),
              CommandWorker.Source.COMMANDS),
          new ProgressInMemory());

  @BeforeEach
  void assign() {
    consumer.subscribe(Set.of(NAME.topic()), held);
    consumer.rebalance(List.of(NAME));
    consumer.updateBeginningOffsets(Map.of(NAME, 0L));
  }

  @Test
  void assigned_partition_is_paused_at_a_provisional_position() {
    assertThat(consumer.paused()).containsExactly(NAME);
    assertThat(consumer.position(NAME)).isZero();
    assertThat(held.dueForTaking()).extracting(HeldPartition::topicPartition).contains(NAME);
    held.resumeDue();
    assertThat(consumer.paused()).containsExactly(NAME);
  }

  @Test
  void records_of_a_turn_that_failed_after_its_poll_are_read_again() {
    takeAt(5);
    consumer.addRecord(Commands.record(NAME, 5, "a"));
    consumer.addRecord(Commands.record(NAME, 6, "b"));
    assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(2);
    held.restAll(Duration.ofSeconds(1));
    assertThat(consumer.position(NAME)).isEqualTo(5);
    assertThat(consumer.paused()).containsExactly(NAME);
  }

  @Test
  void batch_that_failed_is_read_again_after_a_rest() {
    HeldPartition partition = takeAt(5);
    consumer.seek(NAME, 9);
    held.goBack(new Batch(List.of(), List.of(span(5, 9))));
    assertThat(consumer.position(NAME)).isEqualTo(5);
    assertThat(consumer.paused()).containsExactly(NAME);
    assertThat(partition.isDue(NOW.plus(WorkerSettings.REST).minusMillis(1))).isFalse();
    assertThat(partition.isDue(NOW.plus(WorkerSettings.REST))).isTrue();
  }

  @Test
  void only_what_is_still_held_advances_and_the_rest_is_to_be_taken_afresh() {
    HeldPartition partition = takeAt(5);
    Batch batch = new Batch(List.of(), List.of(span(5, 9)));
    assertThat(held.advance(batch, Set.of())).isEmpty();
    assertThat(partition.isTaken()).isFalse();
    assertThat(held.dueForTaking()).containsExactly(partition);
  }

  @Test
  void advance_moves_the_place_and_says_what_to_commit() {
    HeldPartition partition = takeAt(5);
    assertThat(held.advance(new Batch(List.of(), List.of(span(5, 9))), Set.of(REF)))
        .isEqualTo(Map.of(NAME, new OffsetAndMetadata(9)));
    assertThat(partition.place()).isEqualTo(new PartitionSpan(REF, "mine", 9, 9, 9, 0));
  }

  @Test
  void partition_that_went_to_another_worker_during_the_batch_is_not_committed() {
    takeAt(5);
    consumer.rebalance(List.of());
    Batch batch = new Batch(List.of(), List.of(span(5, 9)));
    assertThat(held.advance(batch, Set.of(REF))).isEmpty();
    held.goBack(batch);
    held.lose(NAME);
    assertThat(held.all()).isEmpty();
  }

  @Test
  void partition_of_which_enough_is_under_way_is_not_read_until_there_is_room() {
    takeAt(5);
    held.full(NAME, true);
    held.resumeDue();
    assertThat(consumer.paused()).containsExactly(NAME);
    held.full(NAME, false);
    held.resumeDue();
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void partition_that_is_taken_afresh_has_room() {
    takeAt(5);
    held.full(NAME, true);
    held.lose(NAME);
    assertThat(takeAt(5).isFull()).isFalse();
  }

  @Test
  void reading_goes_on_behind_what_is_under_way_and_only_what_is_finished_counts() {
    HeldPartition partition = takeAt(5);
    held.readTo(span(5, 9));
    assertThat(partition.place()).isEqualTo(new PartitionSpan(REF, "mine", 9, 9, 5, 0));
    held.restAll(Duration.ofSeconds(1));
    assertThat(consumer.position(NAME)).isEqualTo(9);
    held.finishedTo(span(5, 7));
    assertThat(partition.readBefore(Optional.empty())).isEqualTo(7);
  }

  @Test
  void what_is_published_above_the_lowest_unfinished_may_be_a_repeat_and_is_no_rewind() {
    HeldPartition partition = takeAt(5);
    held.published(Commands.record(NAME, 8, "a"));
    assertThat(partition.readBefore(Optional.of(5L))).isEqualTo(5);
    assertThat(partition.repeatsBelow(Optional.of(5L))).isEqualTo(9);
    assertThat(partition.repeatsBelow(Optional.of(20L))).isEqualTo(20);
  }

  @Test
  void what_another_worker_published_is_told_to_kafka_again() {
    HeldPartition partition = takeAt(5);
    PartitionSpan start = new PartitionSpan(REF, "mine", 5, 5, 5, 0);
    partition.taken(start, new ProgressStore.Taken(5, 1), 9, 100);
    assertThat(held.offset(span(5, 6)))
        .isEqualTo(PartitionTaker.ReadMark.offset(6, 9))
        .isNotEqualTo(PartitionTaker.ReadMark.offset(6, 6));
  }

  private HeldPartition takeAt(long position) {
    HeldPartition partition = held.all().iterator().next();
    partition.taken(
        new PartitionSpan(REF, "mine", position, position, position, 0),
        new ProgressStore.Taken(position, 1),
        0,
        100);
    consumer.seek(NAME, position);
    consumer.resume(Set.of(NAME));
    return partition;
  }

  private static PartitionSpan span(long before, long after) {
    return new PartitionSpan(REF, "mine", before, after, before, 0);
  }
}

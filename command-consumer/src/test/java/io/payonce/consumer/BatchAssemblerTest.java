package io.payonce.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RetryTier;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** On Kafka's own consumer without a broker, so that a compacted log can be had at once. */
class BatchAssemblerTest {
  private static final Topics TOPICS = new Topics("");
  private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final BatchAssembler assembler =
      new BatchAssembler(
          consumer,
          new WorkerSettings("", TOPICS, CommandKind.CALLBACK, 100, Duration.ofHours(1), 100));

  @Test
  void span_reaches_from_position_to_position_over_offsets_without_records() {
    HeldPartition partition = taken(TOPICS.commands(CommandKind.CALLBACK), 3, 1);
    add(partition, 5, NOW);
    add(partition, 9, NOW);
    Batch batch = assemble(partition);
    assertThat(offsets(batch)).containsExactly(5L, 9L);
    assertThat(batch.spans()).containsExactly(span(partition, 3, 10));
  }

  @Test
  void nothing_new_is_no_batch() {
    HeldPartition partition = taken(TOPICS.commands(CommandKind.CALLBACK), 3, 1);
    assertThat(assemble(partition)).isEqualTo(new Batch(List.of(), List.of()));
  }

  @Test
  void suspect_partition_gives_one_record_and_the_rest_is_fetched_again() {
    HeldPartition partition =
        taken(TOPICS.commands(CommandKind.CALLBACK), 3, WorkerSettings.ONE_BY_ONE_FROM);
    add(partition, 5, NOW);
    add(partition, 9, NOW);
    Batch batch = assemble(partition);
    assertThat(offsets(batch)).containsExactly(5L);
    assertThat(batch.spans()).containsExactly(span(partition, 3, 9));
    assertThat(consumer.position(partition.topicPartition())).isEqualTo(9);
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void tier_gives_what_is_due_and_pauses_until_the_next_one_is() {
    HeldPartition partition = taken(TOPICS.retry(CommandKind.CALLBACK, RetryTier.ONE_MINUTE), 0, 1);
    add(partition, 0, NOW.minusSeconds(60));
    add(partition, 1, NOW.minusSeconds(59));
    add(partition, 2, NOW.minusSeconds(61));
    Batch batch = assemble(partition);
    assertThat(offsets(batch)).containsExactly(0L);
    assertThat(batch.spans()).containsExactly(span(partition, 0, 1));
    assertThat(consumer.position(partition.topicPartition())).isEqualTo(1);
    assertThat(consumer.paused()).containsExactly(partition.topicPartition());
    assertThat(partition.isDue(NOW.plusMillis(999))).isFalse();
    assertThat(partition.isDue(NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void command_with_a_time_stamp_to_come_does_not_wait() {
    HeldPartition partition = taken(TOPICS.commands(CommandKind.CALLBACK), 0, 1);
    add(partition, 0, NOW.plusSeconds(3_600));
    assertThat(offsets(assemble(partition))).containsExactly(0L);
  }

  private HeldPartition taken(String topic, long position, int attempts) {
    TopicPartition name = new TopicPartition(topic, 0);
    consumer.assign(Set.of(name));
    consumer.updateBeginningOffsets(Map.of(name, 0L));
    consumer.seek(name, position);
    HeldPartition partition = new HeldPartition(name);
    PartitionRef ref = new PartitionRef(topic, UUID.randomUUID(), 0);
    partition.taken(
        new PartitionSpan(ref, "mine", position, position, position, 0),
        new ProgressStore.Taken(position, attempts),
        0,
        10);
    return partition;
  }

  private void add(HeldPartition to, long offset, Instant time) {
    consumer.addRecord(
        new ConsumerRecord<>(
            to.topicPartition().topic(),
            to.topicPartition().partition(),
            offset,
            time.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            null,
            new byte[0],
            new RecordHeaders(),
            Optional.empty()));
  }

  private Batch assemble(HeldPartition partition) {
    return assembler.assemble(consumer.poll(Duration.ZERO), List.of(partition), NOW);
  }

  private static List<Long> offsets(Batch batch) {
    return batch.records().stream().map(ConsumerRecord::offset).toList();
  }

  private static PartitionSpan span(HeldPartition partition, long before, long after) {
    return new PartitionSpan(partition.place().partition(), "mine", before, after, before, 0);
  }
}

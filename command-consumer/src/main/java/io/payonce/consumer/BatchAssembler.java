package io.payonce.consumer;

import io.payonce.consumer.suspects.Care;
import io.payonce.schemas.RetryTier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Makes a batch of what a poll brought: the stretches between the positions before and after it,
 * cut short where a record is not due yet or where records are taken one by one. What is cut off is
 * fetched again later.
 */
final class BatchAssembler {
  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, Duration> delays = new HashMap<>();

  BatchAssembler(Consumer<byte[], byte[]> consumer, WorkerSettings settings) {
    this.consumer = consumer;
    for (RetryTier tier : RetryTier.values()) {
      delays.put(settings.topics().retry(settings.kind(), tier), tier.delay());
    }
  }

  Batch assemble(
      ConsumerRecords<byte[], byte[]> polled, Collection<HeldPartition> held, Instant now) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
    List<PartitionSpan> spans = new ArrayList<>();
    Optional<HeldPartition> feared =
        held.stream().filter(partition -> isFeared(partition, polled)).findFirst();
    for (HeldPartition partition : held) {
      if (partition.isTaken() && feared.map(only -> only != partition).orElse(false)) {
        backTo(partition, partition.place().before(), false);
      } else if (partition.isTaken()) {
        PartitionSpan place = partition.place();
        long after = take(partition, polled.records(partition.topicPartition()), records, now);
        if (after > place.before()) {
          spans.add(
              new PartitionSpan(
                  place.partition(),
                  place.owner(),
                  place.before(),
                  after,
                  place.published(),
                  place.rereadBelow()));
        }
      }
    }
    return new Batch(records, spans);
  }

  /** Whether the record that comes next is to be the only one of the batch. */
  private static boolean isFeared(HeldPartition partition, ConsumerRecords<byte[], byte[]> polled) {
    List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition.topicPartition());
    return partition.isTaken()
        && !records.isEmpty()
        && partition.careFor(records.getFirst().offset()).compareTo(Care.ALONE) >= 0;
  }

  /**
   * Adds what may be handled now to {@code taken}; returns the position up to which that is
   * everything.
   */
  private long take(
      HeldPartition partition,
      List<ConsumerRecord<byte[], byte[]>> polled,
      List<ConsumerRecord<byte[], byte[]>> taken,
      Instant now) {
    Duration delay = delays.getOrDefault(partition.topicPartition().topic(), Duration.ZERO);
    for (int i = 0; i < polled.size(); i++) {
      ConsumerRecord<byte[], byte[]> record = polled.get(i);
      Instant due = Instant.ofEpochMilli(record.timestamp()).plus(delay);
      if (due.isAfter(now) && !delay.isZero()) {
        partition.restUntil(due);
        return backTo(partition, record.offset(), true);
      }
      if (i > 0 && partition.isSuspect()) {
        return backTo(partition, record.offset(), false);
      }
      taken.add(record);
    }
    return consumer.position(partition.topicPartition());
  }

  private long backTo(HeldPartition partition, long offset, boolean pause) {
    consumer.seek(partition.topicPartition(), offset);
    if (pause) {
      consumer.pause(Set.of(partition.topicPartition()));
    }
    return offset;
  }
}

package io.payonce.consumer.replaying;

import io.payonce.consumer.Batch;
import io.payonce.consumer.KafkaClients;
import io.payonce.consumer.PartitionSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads ranges from their beginnings to their ends, all partitions at a time. A batch covers
 * positions, as a worker's does: markers and gaps that compaction left are passed. Needs no more
 * memory for a longer range. For one thread.
 */
public final class RangeReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration SILENCE_AT_MOST = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;
  private final String owner;
  private final Map<TopicPartition, PartitionRange> left = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
  private final LongSupplier nanoTime;
  private long silentSinceNanos;
  private boolean isHandedOut;

  /**
   * Reads nothing yet.
   *
   * @param owner names the replay as the holder of locks: a name and a random part, divided by a
   *     colon
   */
  public RangeReader(KafkaClients clients, List<PartitionRange> ranges, String owner) {
    this(clients, ranges, owner, System::nanoTime);
  }

  RangeReader(
      KafkaClients clients, List<PartitionRange> ranges, String owner, LongSupplier nanoTime) {
    this.owner = owner;
    this.nanoTime = nanoTime;
    this.silentSinceNanos = nanoTime.getAsLong();
    this.consumer = clients.rangeConsumer();
    for (PartitionRange range : ranges) {
      if (range.offsets() > 0) {
        left.put(range.partition().topicPartition(), range);
        positions.put(range.partition().topicPartition(), range.start());
      }
    }
    consumer.assign(left.keySet());
    positions.forEach(consumer::seek);
  }

  public boolean isDone() {
    return left.isEmpty();
  }

  /**
   * The next stretch, perhaps without a record; empty if nothing came for a moment. However long
   * the caller takes for a stretch is not counted as the broker's silence.
   *
   * @throws RangeRefused if records that were there at the beginning are gone
   * @throws KafkaException if the broker does not answer for long
   */
  public Optional<Batch> next() {
    if (isHandedOut) {
      isHandedOut = false;
      silentSinceNanos = nanoTime.getAsLong();
    }
    ConsumerRecords<byte[], byte[]> polled;
    try {
      polled = consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      throw new RangeRefused("records are gone meanwhile, at " + e.offsetOutOfRangePartitions());
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<PartitionSpan> spans = new ArrayList<>();
    for (PartitionRange range : List.copyOf(left.values())) {
      TopicPartition partition = range.partition().topicPartition();
      long before = positions.getOrDefault(partition, range.start());
      long after = Math.min(consumer.position(partition), range.end());
      if (after > before) {
        spans.add(new PartitionSpan(range.partition(), owner, before, after, before, after));
        polled.records(partition).stream()
            .filter(record -> record.offset() < range.end())
            .forEach(records::add);
        positions.put(partition, after);
      }
      if (after == range.end()) {
        left.remove(partition);
      }
    }
    if (spans.isEmpty()) {
      requireNotSilent();
      return Optional.empty();
    }
    isHandedOut = true;
    consumer.assign(left.keySet());
    return Optional.of(new Batch(records, spans));
  }

  private void requireNotSilent() {
    if (!left.isEmpty() && nanoTime.getAsLong() - silentSinceNanos > SILENCE_AT_MOST.toNanos()) {
      throw new KafkaException("nothing came for " + SILENCE_AT_MOST + " from " + left.keySet());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}

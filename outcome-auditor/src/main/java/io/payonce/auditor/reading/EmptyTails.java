package io.payonce.auditor.reading;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks whether there is any record at the end of partitions: it may hold markers of transactions,
 * and records of such as were aborted. For one thread.
 */
public final class EmptyTails implements AutoCloseable {
  private static final Duration LOOK_FOR = Duration.ofSeconds(1);
  private static final int LOOKS = 5;

  private final Consumer<byte[], byte[]> consumer;

  /**
   * @param consumer in no group, reading what is committed; closed with this
   */
  public EmptyTails(Consumer<byte[], byte[]> consumer) {
    this.consumer = requireNonNull(consumer, "consumer is null");
  }

  /** Whether no record lies between these places; false also where that is not known in time. */
  boolean areEmpty(Map<TopicPartition, Long> from, Map<TopicPartition, Long> until) {
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    for (int look = 0; look < LOOKS; look++) {
      if (from.keySet().stream().allMatch(each -> isPast(each, until))) {
        return true;
      }
      if (!consumer.poll(LOOK_FOR).isEmpty()) {
        return false;
      }
    }
    return false;
  }

  private boolean isPast(TopicPartition partition, Map<TopicPartition, Long> until) {
    return consumer.position(partition) >= until.getOrDefault(partition, 0L);
  }

  @Override
  public void close() {
    consumer.close();
  }
}

package io.payonce.consumer;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes partitions: asks the broker what the log holds, the database where to start, and puts the
 * consumer there. Runs in the worker's loop and not in the rebalance callback, so that a database
 * that is away never blocks a rebalance.
 */
final class PartitionTaker {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionTaker.class);
  private static final int OWNER_BITS = 80;

  private final Consumer<byte[], byte[]> consumer;
  private final Admin admin;
  private final ProgressStore progress;
  private final WorkerMetrics metrics;
  private final int underWay;
  private final SecureRandom random = new SecureRandom();

  PartitionTaker(
      Consumer<byte[], byte[]> consumer,
      Admin admin,
      ProgressStore progress,
      WorkerMetrics metrics,
      int underWay) {
    this.consumer = consumer;
    this.admin = admin;
    this.progress = progress;
    this.metrics = metrics;
    this.underWay = underWay;
  }

  /** Takes each of the partitions, or leaves it as it is with its trouble noted. */
  void take(Collection<HeldPartition> partitions) {
    Set<TopicPartition> names = new HashSet<>();
    partitions.forEach(partition -> names.add(partition.topicPartition()));
    Map<String, UUID> ids = topicIds(names);
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(names);
    Map<TopicPartition, Long> ends = consumer.endOffsets(names);
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(names);
    for (HeldPartition partition : partitions) {
      TopicPartition name = partition.topicPartition();
      PartitionRef ref = new PartitionRef(name.topic(), topicId(ids, name), name.partition());
      take(
          partition,
          ref,
          new ProgressStore.LogRange(starts.getOrDefault(name, 0L), ends.getOrDefault(name, 0L)),
          Optional.ofNullable(committed.get(name)));
    }
  }

  private void take(
      HeldPartition partition,
      PartitionRef ref,
      ProgressStore.LogRange log,
      Optional<OffsetAndMetadata> committed) {
    String owner = ref + ":" + new BigInteger(OWNER_BITS, random).toString(Character.MAX_RADIX);
    ProgressStore.Remembered remembered = remembered(partition, committed);
    switch (progress.take(ref, owner, log, remembered)) {
      case ProgressStore.Gap gap -> {
        // It is looked at again and again: somebody may accept the gap.
        if (!partition.trouble().equals(Optional.of(gap.explanation()))) {
          LOG.error("{} stands still: {}", ref, gap.explanation());
        }
        partition.troubled(gap.explanation());
      }
      case ProgressStore.Taken taken -> {
        noteRewind(ref, taken);
        long start = taken.start();
        partition.taken(
            new PartitionSpan(ref, owner, start, start, start, taken.rereadBelow()),
            taken,
            remembered.publishedBelow(),
            underWay);
        noteSuspect(ref, taken.suspect());
        consumer.seek(partition.topicPartition(), start);
        consumer.resume(Set.of(partition.topicPartition()));
      }
    }
  }

  private static ProgressStore.Remembered remembered(
      HeldPartition partition, Optional<OffsetAndMetadata> committed) {
    Optional<Long> offset = committed.map(OffsetAndMetadata::offset);
    return new ProgressStore.Remembered(
        offset, partition.readBefore(offset), partition.repeatsBelow(committed.map(ReadMark::of)));
  }

  private void noteRewind(PartitionRef ref, ProgressStore.Taken taken) {
    if (taken.rereadBelow() > taken.start()) {
      LOG.warn(
          "{} is read again from {}: the database has read no further, though {} was reached once",
          ref,
          taken.start(),
          taken.rereadBelow());
      metrics.rewound();
    }
  }

  private static void noteSuspect(PartitionRef ref, ProgressStore.Suspect suspect) {
    if (suspect.deaths() > 0) {
      LOG.error(
          "the process died {} times over {} offset {}", suspect.deaths(), ref, suspect.offset());
    }
  }

  private static UUID topicId(Map<String, UUID> ids, TopicPartition name) {
    UUID id = ids.get(name.topic());
    if (id == null) {
      throw new KafkaException("the broker does not describe " + name.topic());
    }
    return id;
  }

  private Map<String, UUID> topicIds(Set<TopicPartition> partitions) {
    Set<String> topics = new HashSet<>();
    partitions.forEach(partition -> topics.add(partition.topic()));
    try {
      Map<String, TopicDescription> described =
          admin
              .describeTopics(topics)
              .allTopicNames()
              .get(WorkerSettings.BROKER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      Map<String, UUID> ids = new HashMap<>();
      described.forEach((topic, description) -> ids.put(topic, uuid(description.topicId())));
      return ids;
    } catch (ExecutionException e) {
      throw new KafkaException("topics cannot be described", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("topics cannot be described in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while describing topics", e);
    }
  }

  private static UUID uuid(Uuid id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /**
   * Up to where a partition had been read once, kept beside the committed offset in Kafka. After
   * the database went back, that offset follows it back; the mark stays, so that a restart in the
   * middle of the catching up does not make repeats look new. Kafka keeps it, because the database
   * is what forgets.
   */
  static final class ReadMark {
    private static final String PREFIX = "read-to:";

    private ReadMark() {}

    static OffsetAndMetadata offset(long position, long readOnce) {
      return readOnce > position
          ? new OffsetAndMetadata(position, PREFIX + readOnce)
          : new OffsetAndMetadata(position);
    }

    /** The offset itself, where there is no mark or one that is not ours. */
    static long of(OffsetAndMetadata committed) {
      String metadata = committed.metadata();
      if (!metadata.startsWith(PREFIX)) {
        return committed.offset();
      }
      try {
        return Math.max(committed.offset(), Long.parseLong(metadata.substring(PREFIX.length())));
      } catch (NumberFormatException e) {
        // Somebody else wrote it; what he meant does not concern us.
        return committed.offset();
      }
    }
  }
}

package io.payonce.consumer;

import io.payonce.consumer.suspects.Care;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that Kafka assigned to a worker, and the consumer's pauses and positions that go
 * with their states. Belongs to the worker's thread; the rebalance callbacks run inside its poll
 * and do nothing that could block.
 */
public final class HeldPartitions implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(HeldPartitions.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Clock clock;
  private final WorkerMetrics metrics;
  private final ProgressStore progress;
  private final Map<TopicPartition, HeldPartition> held = new LinkedHashMap<>();

  HeldPartitions(
      Consumer<byte[], byte[]> consumer,
      Clock clock,
      WorkerMetrics metrics,
      ProgressStore progress) {
    this.consumer = consumer;
    this.clock = clock;
    this.metrics = metrics;
    this.progress = progress;
  }

  /**
   * Seeks provisionally, since a consumer without a position and without a reset policy refuses to
   * poll.
   */
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, 0);
      held.put(partition, new HeldPartition(partition));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(held::remove);
  }

  Collection<HeldPartition> all() {
    return held.values();
  }

  /** Those that wait to be taken and have rested enough. */
  List<HeldPartition> dueForTaking() {
    Instant now = clock.instant();
    return held.values().stream()
        .filter(partition -> !partition.isTaken() && partition.isDue(now))
        .toList();
  }

  /** The empty stretches at the positions of those that are taken. */
  public List<PartitionSpan> places() {
    return held.values().stream().filter(HeldPartition::isTaken).map(HeldPartition::place).toList();
  }

  /** Reads on where a rest is over. */
  void resumeDue() {
    Set<TopicPartition> paused = consumer.paused();
    Instant now = clock.instant();
    Set<TopicPartition> due =
        held.values().stream()
            .filter(partition -> partition.isTaken() && partition.isDue(now) && !partition.isFull())
            .map(HeldPartition::topicPartition)
            .filter(paused::contains)
            .collect(Collectors.toSet());
    if (!due.isEmpty()) {
      consumer.resume(due);
    }
  }

  /**
   * Notes that a batch went through and is published.
   *
   * @return the offsets to commit in Kafka
   */
  Map<TopicPartition, OffsetAndMetadata> advance(Batch batch, Set<PartitionRef> stillHeld) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (PartitionSpan span : batch.spans()) {
      TopicPartition name = span.partition().topicPartition();
      HeldPartition partition = held.get(name);
      if (!stillHeld.contains(span.partition())) {
        lose(name);
      } else if (partition != null) {
        partition.advanced(span);
        offsets.put(name, offset(span));
      }
    }
    return offsets;
  }

  /** Puts the consumer back to where a batch began, to read it again after a rest. */
  void goBack(Batch batch) {
    Instant later = clock.instant().plus(WorkerSettings.REST);
    for (PartitionSpan span : batch.spans()) {
      TopicPartition name = span.partition().topicPartition();
      HeldPartition partition = held.get(name);
      if (partition != null) {
        consumer.pause(Set.of(name));
        consumer.seek(name, span.before());
        partition.restUntil(later);
      }
    }
  }

  /** The partition is to be taken afresh: we are a zombie, or the database went back under us. */
  public void lose(TopicPartition name) {
    HeldPartition partition = held.get(name);
    if (partition != null) {
      LOG.warn("{} is not ours at this position; taking it afresh", name);
      metrics.fenced();
      consumer.pause(Set.of(name));
      partition.lost();
      partition.restUntil(Instant.MIN);
    }
  }

  /**
   * The offset to commit in Kafka behind a stretch. Where more had been read before, it says so:
   * after a restart nobody else would remember.
   */
  public OffsetAndMetadata offset(PartitionSpan span) {
    long repeatsBelow =
        Optional.ofNullable(held.get(span.partition().topicPartition()))
            .map(partition -> partition.repeatsBelow(Optional.empty()))
            .orElse(0L);
    return PartitionTaker.ReadMark.offset(span.after(), Math.max(span.rereadBelow(), repeatsBelow));
  }

  /** How carefully a record is to be handled. */
  public Care careFor(ConsumerRecord<byte[], byte[]> record) {
    HeldPartition partition = held.get(new TopicPartition(record.topic(), record.partition()));
    return partition == null ? Care.NONE : partition.careFor(record.offset());
  }

  /**
   * Notes in the database that the records of a batch are about to be handled, as far as that may
   * be the death of the process.
   *
   * @throws RuntimeException if it is not known whether it is noted; then nothing may begin
   */
  public void begin(Batch batch) {
    Map<HeldPartition, ProgressStore.Begun> begun = new LinkedHashMap<>();
    Map<TopicPartition, PartitionSpan> spans = batch.spansByPartition();
    for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
      TopicPartition name = new TopicPartition(record.topic(), record.partition());
      HeldPartition partition = held.get(name);
      PartitionSpan span = spans.get(name);
      if (partition != null && span != null && !begun.containsKey(partition)) {
        partition
            .toNote(span, record.offset())
            .ifPresent(beginning -> begun.put(partition, beginning));
      }
    }
    if (!begun.isEmpty()) {
      progress.begin(List.copyOf(begun.values()));
      begun.forEach(HeldPartition::noted);
    }
  }

  /** The records of these partitions ended without an effect, and the process lives. */
  public void withdraw(Collection<TopicPartition> names) {
    List<HeldPartition> partitions =
        names.stream()
            .map(held::get)
            .filter(Objects::nonNull)
            .filter(partition -> partition.noted().isPresent())
            .toList();
    if (partitions.isEmpty()) {
      return;
    }
    try {
      progress.withdraw(
          partitions.stream().flatMap(partition -> partition.noted().stream()).toList());
      partitions.forEach(HeldPartition::withdrawn);
    } catch (RuntimeException e) {
      // It stays noted as begun, and is not noted once more by this worker: one too many at most.
      LOG.warn("it stays noted that {} began", names, e);
    }
  }

  /** Nothing of what is held is under way any more, and the process ends in order. */
  public void withdrawAll() {
    withdraw(List.copyOf(held.keySet()));
  }

  /** What was polled is under way: reading goes on behind it, and nothing counts yet. */
  public void readTo(PartitionSpan span) {
    Optional.ofNullable(held.get(span.partition().topicPartition()))
        .ifPresent(partition -> partition.readTo(span));
  }

  /** What is below the end of the span is finished and noted; reading may be further on. */
  public void finishedTo(PartitionSpan span) {
    Optional.ofNullable(held.get(span.partition().topicPartition()))
        .ifPresent(partition -> partition.finishedTo(span.after()));
  }

  /** What the record led to is published: from now on it would be a repeat. */
  public void published(ConsumerRecord<byte[], byte[]> record) {
    Optional.ofNullable(held.get(new TopicPartition(record.topic(), record.partition())))
        .ifPresent(partition -> partition.publishedAt(record.offset()));
  }

  /** Whether a record at that position may be one that kills the process. */
  public boolean isSuspectAt(TopicPartition name, long position) {
    HeldPartition partition = held.get(name);
    return partition != null && partition.isSuspectAt(position);
  }

  /** Stops the reading of a partition of which enough is under way, or lets it go on. */
  public void full(TopicPartition name, boolean isFull) {
    HeldPartition partition = held.get(name);
    if (partition != null) {
      partition.full(isFull);
      if (isFull) {
        consumer.pause(Set.of(name));
      }
    }
  }

  /**
   * Puts the consumer back to where each partition stands, and rests. Whatever a poll had brought
   * before the turn failed is read again.
   */
  void restAll(Duration rest) {
    Instant later = clock.instant().plus(rest);
    consumer.pause(consumer.assignment());
    for (HeldPartition partition : held.values()) {
      partition.restUntil(later);
      if (partition.isTaken()) {
        consumer.seek(partition.topicPartition(), partition.place().before());
      }
    }
  }
}

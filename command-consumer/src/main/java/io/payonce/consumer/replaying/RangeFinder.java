package io.payonce.consumer.replaying;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.KafkaClients;
import io.payonce.consumer.PartitionRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Finds the offsets of the range that is asked for, and refuses what is not there. */
public final class RangeFinder implements AutoCloseable {
  private final Admin admin;

  public RangeFinder(KafkaClients clients) {
    admin = clients.admin();
  }

  /** What the partitions of a topic hold, by number. */
  private record Log(UUID topicId, Map<Integer, Long> starts, Map<Integer, Long> ends) {}

  /**
   * The range of each partition that has any, by number.
   *
   * @throws RangeRefused if the topic or a part of the range is not there
   * @throws KafkaException if the broker does not tell
   */
  public List<PartitionRange> find(String topic, RangeWish wish) {
    Log log = log(topic);
    return switch (wish) {
      case RangeWish.Oldest oldest ->
          ranges(topic, log, log.starts(), ends(topic, log, oldest.to()));
      case RangeWish.Times times -> {
        Map<Integer, Long> starts = firstSince(topic, log, times.from());
        requireAllSince(topic, log, starts, times.from());
        yield ranges(topic, log, starts, ends(topic, log, times.to()));
      }
      case RangeWish.Offsets offsets -> named(topic, log, offsets);
    };
  }

  /**
   * Checks that ranges found earlier are still there.
   *
   * @throws RangeRefused if the topic is another one now, or records are gone
   * @throws KafkaException if the broker does not tell
   */
  public void require(String topic, List<PartitionRange> ranges) {
    Log log = log(topic);
    for (PartitionRange range : ranges) {
      if (!range.partition().topicId().equals(log.topicId())) {
        throw new RangeRefused(topic + " was created anew since: its offsets mean other records");
      }
      if (range.offsets() > 0) {
        requireThere(range.partition(), log, range.start(), range.end());
      }
    }
  }

  private Log log(String topic) {
    TopicDescription description = describe(topic);
    List<TopicPartition> partitions =
        description.partitions().stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    UUID topicId =
        new UUID(
            description.topicId().getMostSignificantBits(),
            description.topicId().getLeastSignificantBits());
    return new Log(
        topicId,
        offsets(partitions, OffsetSpec.earliest()),
        offsets(partitions, OffsetSpec.latest()));
  }

  private TopicDescription describe(String topic) {
    try {
      return requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new RangeRefused("there is no topic " + topic);
      }
      throw new KafkaException("the broker does not describe " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** Committed ones; -1 for a time after the last record. */
  private Map<Integer, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, spec));
    try {
      Map<Integer, Long> offsets = new HashMap<>();
      admin
          .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get()
          .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
      return offsets;
    } catch (ExecutionException e) {
      throw new KafkaException("the broker does not tell offsets", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private Map<Integer, Long> firstSince(String topic, Log log, Instant time) {
    List<TopicPartition> partitions =
        log.ends().keySet().stream().map(number -> new TopicPartition(topic, number)).toList();
    Map<Integer, Long> found =
        offsets(partitions, OffsetSpec.forTimestamp(Math.max(0, time.toEpochMilli())));
    Map<Integer, Long> firsts = new HashMap<>();
    log.ends()
        .forEach(
            (number, end) -> {
              long offset = found.getOrDefault(number, -1L);
              firsts.put(number, offset < 0 ? end : Math.min(offset, end));
            });
    return firsts;
  }

  private Map<Integer, Long> ends(String topic, Log log, Optional<Instant> to) {
    return to.map(time -> firstSince(topic, log, time)).orElse(log.ends());
  }

  /**
   * Where the range begins with the oldest record there is, older ones of that time may be gone;
   * and where all are gone, retention tells whether any can have been of that time.
   */
  private void requireAllSince(String topic, Log log, Map<Integer, Long> starts, Instant from) {
    List<String> gone = new ArrayList<>();
    List<String> emptied = new ArrayList<>();
    for (int number : new TreeSet<>(starts.keySet())) {
      long start = log.starts().getOrDefault(number, 0L);
      if (start > 0 && starts.getOrDefault(number, 0L) == start) {
        boolean isEmptied = start >= log.ends().getOrDefault(number, 0L);
        (isEmptied ? emptied : gone)
            .add("%s-%d offsets 0 to %d".formatted(topic, number, start - 1));
      }
    }
    if (!emptied.isEmpty() && !isRetained(topic, from)) {
      gone.addAll(emptied);
    }
    if (!gone.isEmpty()) {
      throw new RangeRefused(
          "the topic's retention has dropped %s, among which there may be records since %s"
              .formatted(String.join(", ", gone), from));
    }
  }

  /** Whether no record of that time is old enough to be dropped for its age. */
  private boolean isRetained(String topic, Instant time) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      ConfigEntry retention =
          requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource))
              .get(TopicConfig.RETENTION_MS_CONFIG);
      long millis = Long.parseLong(retention.value());
      // Nothing is too old where retention has no end: who emptied that, deleted records by hand.
      return millis >= 0 && !time.isBefore(Instant.now().minusMillis(millis));
    } catch (ExecutionException e) {
      throw new KafkaException("the broker does not tell the retention of " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static List<PartitionRange> ranges(
      String topic, Log log, Map<Integer, Long> starts, Map<Integer, Long> ends) {
    List<PartitionRange> ranges = new ArrayList<>();
    for (int number : new TreeSet<>(starts.keySet())) {
      long start = starts.getOrDefault(number, 0L);
      long end = ends.getOrDefault(number, start);
      if (start < end) {
        ranges.add(new PartitionRange(new PartitionRef(topic, log.topicId(), number), start, end));
      }
    }
    return ranges;
  }

  private static List<PartitionRange> named(String topic, Log log, RangeWish.Offsets wish) {
    TreeSet<Integer> numbers = new TreeSet<>(wish.from().keySet());
    numbers.addAll(wish.to().keySet());
    List<PartitionRange> ranges = new ArrayList<>();
    for (int number : numbers) {
      PartitionRef partition = new PartitionRef(topic, log.topicId(), number);
      if (!log.ends().containsKey(number)) {
        throw new RangeRefused("there is no partition " + partition);
      }
      long start = wish.from().getOrDefault(number, log.starts().getOrDefault(number, 0L));
      long end = wish.to().getOrDefault(number, log.ends().getOrDefault(number, 0L));
      requireThere(partition, log, start, end);
      if (start < end) {
        ranges.add(new PartitionRange(partition, start, end));
      }
    }
    return ranges;
  }

  private static void requireThere(PartitionRef partition, Log log, long start, long end) {
    long first = log.starts().getOrDefault(partition.partition(), 0L);
    long last = log.ends().getOrDefault(partition.partition(), 0L);
    if (start > end) {
      throw new RangeRefused("%s: offset %d is after %d".formatted(partition, start, end));
    }
    if (start < first) {
      throw new RangeRefused(
          "%s: offsets %d to %d are gone; the oldest that is there is %d"
              .formatted(partition, start, Math.min(first, end) - 1, first));
    }
    if (end > last) {
      throw new RangeRefused(
          "%s: offset %d is asked for, and it ends at %d".formatted(partition, end, last));
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}

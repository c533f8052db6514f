package io.payonce.auditor.reading;

import static java.util.Objects.requireNonNull;

import io.payonce.auditor.sightings.SightingReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Where topics end, and how far the auditor's group has come. For one thread, but for the ids of
 * the topics.
 */
public final class GroupPositions implements ReadThrough.Positions {
  /** Behind the group's name: another group's may begin with it. */
  private static final List<String> OWN_TOPICS =
      List.of(
          "sightings-repartition",
          "tallies-of-all-repartition",
          "watched-changelog",
          "tallies-changelog",
          "windows-changelog");

  private static final ListOffsetsOptions COMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

  private static final ListOffsetsOptions ALL =
      new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);

  private final Admin admin;
  private final String group;
  private final List<String> topics;
  private final List<String> sightings;
  private final EmptyTails tails;
  private final TopicIdsInKafka ids = new TopicIdsInKafka();
  private Map<TopicPartition, Long> before = Map.of();

  /**
   * @param group also begins the names of the auditor's own topics
   */
  public GroupPositions(
      Admin admin,
      String group,
      Collection<String> topics,
      Collection<String> sightings,
      EmptyTails tails) {
    this.admin = requireNonNull(admin, "admin is null");
    this.group = requireNonNull(group, "group is null");
    this.topics = List.copyOf(topics);
    this.sightings = List.copyOf(sightings);
    this.tails = requireNonNull(tails, "tails is null");
  }

  public SightingReader.TopicIds topicIds() {
    return ids;
  }

  @Override
  public Collection<String> topics() {
    return topics;
  }

  @Override
  public Collection<String> sightings() {
    return sightings;
  }

  @Override
  public Map<TopicPartition, Long> ends(Collection<String> of) {
    return offsets(partitions(of), OffsetSpec.latest(), COMMITTED);
  }

  @Override
  public Map<TopicPartition, Long> endsOfAll(Collection<String> of) {
    return offsets(partitions(of), OffsetSpec.latest(), ALL);
  }

  /**
   * A transaction's marker at the end of a partition is not always committed past: where nothing
   * moves, it is looked whether there is any record left.
   */
  @Override
  public boolean arePassed(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> committed = committed();
    Map<TopicPartition, Long> left = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          if (committed.getOrDefault(partition, 0L) < end) {
            left.put(partition, end);
          }
        });
    if (left.isEmpty()) {
      return true;
    }
    Map<TopicPartition, Long> standing = new HashMap<>(committed);
    standing.keySet().retainAll(left.keySet());
    boolean moved = !standing.equals(before);
    before = standing;
    if (moved) {
      return false;
    }
    Map<TopicPartition, Long> starts =
        offsets(List.copyOf(left.keySet()), OffsetSpec.earliest(), COMMITTED);
    left.replaceAll(
        (partition, _) ->
            Math.max(committed.getOrDefault(partition, 0L), starts.getOrDefault(partition, 0L)));
    return tails.areEmpty(left, ends);
  }

  /** Where the group stands; empty for a group that has never stood anywhere, or too long ago. */
  Map<TopicPartition, Long> committed() {
    Map<TopicPartition, Long> committed = new HashMap<>();
    KafkaAnswers.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed.put(partition, offset.offset());
              }
            });
    return committed;
  }

  void moveTo(Map<TopicPartition, Long> places) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    places.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    KafkaAnswers.await(admin.alterConsumerGroupOffsets(group, offsets).all());
  }

  /** What an earlier auditor of this name left behind, and its places are forgotten of. */
  void deleteOwnTopics() {
    List<String> own =
        KafkaAnswers.await(admin.listTopics().names()).stream()
            .filter(
                name ->
                    name.startsWith(group + "-")
                        && OWN_TOPICS.contains(name.substring(group.length() + 1)))
            .toList();
    if (!own.isEmpty()) {
      KafkaAnswers.await(admin.deleteTopics(own).all());
    }
  }

  private List<TopicPartition> partitions(Collection<String> of) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic : ids.describe(admin, of).values()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        partitions.add(new TopicPartition(topic.name(), partition.partition()));
      }
    }
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(
      List<TopicPartition> partitions, OffsetSpec spec, ListOffsetsOptions which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> answered =
        KafkaAnswers.await(admin.listOffsets(asked, which).all());
    answered.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }
}

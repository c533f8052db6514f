package io.payonce.cli.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How topics must be, so that nothing that was acknowledged is lost: pure functions. Remedies only
 * ever raise or add, and leave by hand what could lose records or move keys.
 */
final class TopicRules {
  private final Topics topics;
  private final Demands demands;

  TopicRules(Topics topics, Demands demands) {
    this.topics = topics;
    this.demands = demands;
  }

  /** How many partitions each topic must have; empty where nothing says so. */
  Optional<Integer> partitions(ClusterState cluster) {
    return demands
        .partitions()
        .or(
            () ->
                Optional.ofNullable(cluster.topics().get(topics.outcomes()))
                    .map(TopicState::partitions))
        .or(
            () ->
                cluster.topics().values().stream()
                    .map(TopicState::partitions)
                    .max(Integer::compare));
  }

  List<Finding> findings(ClusterState cluster) {
    List<Finding> findings = new ArrayList<>(brokers(cluster));
    Optional<Integer> partitions = partitions(cluster);
    Map<String, Long> largest = largestMessages(cluster);
    for (String name : topics.all()) {
      TopicState topic = cluster.topics().get(name);
      long messageBytes = largest.getOrDefault(name, 0L);
      if (topic == null) {
        findings.add(missing(name, partitions, messageBytes));
      } else {
        findings.addAll(placement(topic, partitions.orElse(topic.partitions())));
        findings.addAll(durability(topic));
        findings.addAll(keeping(topic));
        findings.addAll(size(topic, messageBytes));
      }
    }
    return findings;
  }

  private List<Finding> brokers(ClusterState cluster) {
    if (cluster.brokers() == 1 && !demands.isSingleBroker()) {
      return List.of(
          byHand(
              "",
              "the cluster has a single broker",
              "what it loses is lost; add brokers, or say --single-broker"));
    }
    if (cluster.brokers() < demands.replication()) {
      return List.of(
          byHand(
              "",
              "the cluster has %d brokers, for %d replicas"
                  .formatted(cluster.brokers(), demands.replication()),
              "add brokers"));
    }
    return List.of();
  }

  private Finding missing(String name, Optional<Integer> partitions, long messageBytes) {
    if (partitions.isEmpty()) {
      return byHand(name, "is not there", "say --partitions N, the same number for all topics");
    }
    Map<String, String> configs = new HashMap<>();
    configs.put(RETENTION_MS_CONFIG, String.valueOf(demands.retention().toMillis()));
    configs.put(RETENTION_BYTES_CONFIG, "-1");
    configs.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
    configs.put(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(demands.minInSync()));
    configs.put(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    if (messageBytes > 0) {
      configs.put(MAX_MESSAGE_BYTES_CONFIG, String.valueOf(messageBytes));
    }
    return new Finding(
        name,
        "is not there",
        new Finding.Remedy.Create(partitions.get(), demands.replication(), configs));
  }

  private List<Finding> placement(TopicState topic, int partitions) {
    List<Finding> findings = new ArrayList<>();
    if (topic.partitions() != partitions) {
      findings.add(
          byHand(
              topic.name(),
              "has %d partitions, where all must have %d".formatted(topic.partitions(), partitions),
              "the number is never changed here: keys would move to other partitions, and commands"
                  + " of one key out of their order"));
    }
    if (topic.replication() < demands.replication()) {
      findings.add(
          byHand(
              topic.name(),
              "has %d replicas, fewer than %d"
                  .formatted(topic.replication(), demands.replication()),
              "replicas are added with kafka-reassign-partitions"));
    }
    if (topic.inSync() < Math.min(topic.minInSync(), topic.replication())) {
      findings.add(
          byHand(
              topic.name(),
              "has a partition with %d replicas in sync: it takes no records"
                  .formatted(topic.inSync()),
              "bring the brokers back"));
    }
    return findings;
  }

  private List<Finding> durability(TopicState topic) {
    List<Finding> findings = new ArrayList<>();
    if (topic.minInSync() < demands.minInSync()) {
      String what =
          "min.insync.replicas is %d, less than %d"
              .formatted(topic.minInSync(), demands.minInSync());
      findings.add(
          topic.inSync() < demands.minInSync()
              ? byHand(
                  topic.name(),
                  what,
                  "only %d are in sync: raising it now would refuse all records"
                      .formatted(topic.inSync()))
              : configure(topic, what, MIN_IN_SYNC_REPLICAS_CONFIG, demands.minInSync()));
    } else if (topic.replication() > 1 && topic.minInSync() >= topic.replication()) {
      findings.add(
          byHand(
              topic.name(),
              "min.insync.replicas is %d of %d replicas: one broker away stops all records"
                  .formatted(topic.minInSync(), topic.replication()),
              "nothing is lowered here"));
    }
    if (topic.mayElectUnclean()) {
      findings.add(
          configure(
              topic,
              "may elect a leader that lacks records",
              UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
              false));
    }
    return findings;
  }

  private List<Finding> keeping(TopicState topic) {
    List<Finding> findings = new ArrayList<>();
    Duration least = demands.retention();
    if (topic.retentionMs() >= 0 && topic.retentionMs() < least.toMillis()) {
      findings.add(
          configure(
              topic,
              "keeps records for %s, less than %d days"
                  .formatted(TopicsPage.age(topic.retentionMs()), least.toDays()),
              RETENTION_MS_CONFIG,
              least.toMillis()));
    }
    if (topic.retentionBytes() >= 0) {
      findings.add(
          configure(
              topic,
              "drops records beyond %d bytes, whatever their age".formatted(topic.retentionBytes()),
              RETENTION_BYTES_CONFIG,
              -1));
    }
    if (topic.cleanup().contains("compact")) {
      String what = "keeps only the last record of a key";
      findings.add(
          topic.cleanup().contains(CLEANUP_POLICY_DELETE)
              ? configure(topic, what, CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE)
              : byHand(
                  topic.name(),
                  what,
                  "cleanup.policy delete would drop what is older than the retention"));
    }
    return findings;
  }

  private static List<Finding> size(TopicState topic, long messageBytes) {
    return topic.maxMessageBytes() >= messageBytes
        ? List.of()
        : List.of(
            configure(
                topic,
                "takes records of %d bytes, and its commands may have %d"
                    .formatted(topic.maxMessageBytes(), messageBytes),
                MAX_MESSAGE_BYTES_CONFIG,
                messageBytes));
  }

  /** What is taken as a command must be taken again where it waits or is given up. */
  private Map<String, Long> largestMessages(ClusterState cluster) {
    Map<String, Long> largest = new HashMap<>();
    for (CommandKind kind : CommandKind.values()) {
      TopicState commands = cluster.topics().get(topics.commands(kind));
      if (commands != null) {
        topics.retries(kind).forEach(name -> largest.put(name, commands.maxMessageBytes()));
        largest.put(topics.deadLetters(kind), commands.maxMessageBytes());
      }
    }
    return largest;
  }

  private static Finding configure(TopicState topic, String what, String config, Object to) {
    return new Finding(
        topic.name(),
        what,
        new Finding.Remedy.Configure(config, topic.config(config), String.valueOf(to)));
  }

  private static Finding byHand(String topic, String what, String why) {
    return new Finding(topic, what, new Finding.Remedy.ByHand(why));
  }
}

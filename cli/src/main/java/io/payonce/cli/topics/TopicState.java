package io.payonce.cli.topics;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as Kafka has it.
 *
 * @param replication of its partition with the fewest replicas
 * @param inSync replicas of its partition with the fewest that are in sync; 0 where one has no
 *     leader
 * @param configs in force, whether set on the topic or on the broker
 */
record TopicState(
    String name,
    UUID topicId,
    int partitions,
    int replication,
    int inSync,
    Map<String, String> configs) {
  TopicState {
    requireNonNull(name, "name is null");
    requireNonNull(topicId, "topicId is null");
    configs = Map.copyOf(configs);
  }

  long minInSync() {
    return number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
  }

  /** Negative for ever. */
  long retentionMs() {
    return number(TopicConfig.RETENTION_MS_CONFIG);
  }

  /** Negative without limit. */
  long retentionBytes() {
    return number(TopicConfig.RETENTION_BYTES_CONFIG);
  }

  long maxMessageBytes() {
    return number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
  }

  Set<String> cleanup() {
    return Arrays.stream(config(TopicConfig.CLEANUP_POLICY_CONFIG).split(","))
        .map(String::strip)
        .collect(Collectors.toSet());
  }

  boolean mayElectUnclean() {
    return Boolean.parseBoolean(config(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG));
  }

  String config(String name) {
    String value = configs.get(name);
    if (value == null) {
      throw new IllegalStateException("Kafka does not tell " + name + " of " + this.name);
    }
    return value;
  }

  private long number(String name) {
    return Long.parseLong(config(name));
  }
}

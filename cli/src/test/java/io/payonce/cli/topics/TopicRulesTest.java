package io.payonce.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicRulesTest {
  private static final Topics TOPICS = new Topics("");
  private static final String COMMANDS = "payment.callback";
  private static final Demands THREE_BROKERS = Demands.of(false, Optional.empty());

  private final Map<String, TopicState> topics = new HashMap<>();

  @BeforeEach
  void all_is_well() {
    TOPICS.all().forEach(name -> put(name, 6, 3, 3, Map.of()));
  }

  @Test
  void three_brokers_with_good_topics_give_no_finding() {
    assertThat(findings(3, THREE_BROKERS)).isEmpty();
  }

  @Test
  void single_broker_is_a_finding_unless_it_is_meant() {
    assertThat(findings(1, THREE_BROKERS)).anyMatch(it -> it.contains("a single broker"));
    TOPICS.all().forEach(name -> put(name, 6, 1, 1, Map.of("min.insync.replicas", "1")));
    assertThat(findings(1, Demands.of(true, Optional.empty()))).isEmpty();
  }

  @Test
  void missing_topic_is_created_with_what_its_commands_need() {
    put(COMMANDS, 6, 3, 3, Map.of("max.message.bytes", "5000000"));
    topics.remove("payment.callback.dead-letter");
    List<Finding> found = rules(THREE_BROKERS).findings(new ClusterState(3, topics));
    assertThat(found)
        .filteredOn(it -> it.remedy() instanceof Finding.Remedy.Create)
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.remedyWords())
                    .contains("6 partitions, 3 replicas", "max.message.bytes=5000000"));
    assertThat(found)
        .filteredOn(it -> it.remedy() instanceof Finding.Remedy.Configure)
        .extracting(Finding::topic)
        .containsExactlyInAnyOrderElementsOf(TOPICS.retries(CommandKind.CALLBACK));
  }

  @Test
  void number_of_partitions_is_never_changed() {
    put(COMMANDS, 5, 3, 3, Map.of());
    assertThat(findings(3, THREE_BROKERS)).singleElement().asString().contains("by hand", "keys");
    assertThat(findings(3, Demands.of(false, Optional.of(5)))).hasSize(TOPICS.all().size() - 1);
  }

  @Test
  void what_drops_records_early_is_mended() {
    put(
        COMMANDS,
        6,
        3,
        3,
        Map.of(
            "retention.ms", "604800000",
            "retention.bytes", "1000",
            "cleanup.policy", "compact,delete",
            "unclean.leader.election.enable", "true"));
    assertThat(findings(3, THREE_BROKERS))
        .hasSize(4)
        .anyMatch(it -> it.contains("set retention.ms from 604800000 to 1209600000"))
        .anyMatch(it -> it.contains("set retention.bytes from 1000 to -1"))
        .anyMatch(it -> it.contains("set cleanup.policy from compact,delete to delete"))
        .anyMatch(it -> it.contains("set unclean.leader.election.enable from true to false"));
  }

  @Test
  void longer_retention_and_for_ever_are_no_finding() {
    put(COMMANDS, 6, 3, 3, Map.of("retention.ms", "-1"));
    put("payment.create", 6, 3, 3, Map.of("retention.ms", "1209600001"));
    assertThat(findings(3, THREE_BROKERS)).isEmpty();
  }

  @Test
  void compaction_alone_is_left_to_a_person() {
    put(COMMANDS, 6, 3, 3, Map.of("cleanup.policy", "compact"));
    assertThat(findings(3, THREE_BROKERS)).singleElement().asString().contains("by hand");
  }

  @Test
  void min_insync_is_raised_only_where_as_many_are_in_sync() {
    put(COMMANDS, 6, 3, 3, Map.of("min.insync.replicas", "1"));
    assertThat(findings(3, THREE_BROKERS)).singleElement().asString().contains("from 1 to 2");
    put(COMMANDS, 6, 3, 1, Map.of("min.insync.replicas", "1"));
    assertThat(findings(3, THREE_BROKERS)).singleElement().asString().contains("by hand");
    put(COMMANDS, 6, 3, 3, Map.of("min.insync.replicas", "3"));
    assertThat(findings(3, THREE_BROKERS)).singleElement().asString().contains("one broker away");
  }

  @Test
  void too_few_replicas_in_all_or_in_sync_are_left_to_a_person() {
    put(COMMANDS, 6, 2, 2, Map.of());
    assertThat(findings(3, THREE_BROKERS))
        .hasSize(2)
        .allMatch(it -> it.contains("by hand"))
        .anyMatch(it -> it.contains("has 2 replicas, fewer than 3"));
    put(COMMANDS, 6, 3, 0, Map.of());
    assertThat(findings(3, THREE_BROKERS)).singleElement().asString().contains("in sync");
  }

  private void put(
      String name, int partitions, int replication, int inSync, Map<String, String> more) {
    Map<String, String> configs =
        new HashMap<>(
            Map.of(
                "min.insync.replicas", "2",
                "retention.ms", "1209600000",
                "retention.bytes", "-1",
                "cleanup.policy", "delete",
                "max.message.bytes", "1048588",
                "unclean.leader.election.enable", "false"));
    configs.putAll(more);
    topics.put(
        name, new TopicState(name, new UUID(1, 2), partitions, replication, inSync, configs));
  }

  private List<String> findings(int brokers, Demands demands) {
    return rules(demands).findings(new ClusterState(brokers, topics)).stream()
        .map(it -> it.topic() + " " + it.what() + ": " + it.remedyWords())
        .toList();
  }

  private static TopicRules rules(Demands demands) {
    return new TopicRules(TOPICS, demands);
  }
}

package io.payonce.cli.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** Writes topics and findings down. */
final class TopicsPage {
  private static final String LINE = "%-32s %10s %8s %8s %10s %-15s %10s%n";

  private TopicsPage() {}

  /**
   * For people.
   *
   * @param names all topics that must be there
   */
  static String text(List<String> names, ClusterState cluster, List<Finding> findings) {
    StringBuilder page = new StringBuilder();
    page.append("Brokers: ").append(cluster.brokers()).append("\n\n");
    page.append(
        LINE.formatted(
            "TOPIC", "PARTITIONS", "REPLICAS", "MIN-SYNC", "RETENTION", "CLEANUP", "MAX-BYTES"));
    for (String name : names) {
      TopicState topic = cluster.topics().get(name);
      page.append(
          topic == null
              ? LINE.formatted(name, "-", "-", "-", "-", "-", "-")
              : LINE.formatted(
                  name,
                  topic.partitions(),
                  topic.replication(),
                  topic.minInSync(),
                  age(topic.retentionMs()),
                  String.join(",", new TreeSet<>(topic.cleanup())),
                  topic.maxMessageBytes()));
    }
    page.append('\n').append(findings(findings));
    return page.toString();
  }

  static String findings(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "All is as it must be.\n";
    }
    StringBuilder page = new StringBuilder();
    page.append(findings.size()).append(" findings:\n");
    for (Finding finding : findings) {
      String where = finding.topic().isEmpty() ? "" : finding.topic() + " ";
      page.append("  ").append(where).append(finding.what()).append('\n');
      page.append("    ").append(finding.remedyWords()).append('\n');
    }
    return page.toString();
  }

  /** For programs: one line. */
  static String json(List<String> names, ClusterState cluster, List<Finding> findings) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("brokers", cluster.brokers());
    ArrayNode topics = json.putArray("topics");
    for (String name : names) {
      TopicState topic = cluster.topics().get(name);
      ObjectNode entry = topics.addObject().put("name", name).put("exists", topic != null);
      if (topic != null) {
        entry
            .put("topicId", topic.topicId().toString())
            .put("partitions", topic.partitions())
            .put("replication", topic.replication())
            .put("inSync", topic.inSync())
            .put("minInSyncReplicas", topic.minInSync())
            .put("retentionMs", topic.retentionMs())
            .put("retentionBytes", topic.retentionBytes())
            .put("cleanupPolicy", String.join(",", new TreeSet<>(topic.cleanup())))
            .put("maxMessageBytes", topic.maxMessageBytes());
      }
    }
    ArrayNode found = json.putArray("findings");
    for (Finding finding : findings) {
      found
          .addObject()
          .put("topic", finding.topic())
          .put("finding", finding.what())
          .put("mendable", finding.isMendable())
          .put("remedy", finding.remedyWords());
    }
    return json.toString();
  }

  /** A retention: days where it is whole days. */
  static String age(long millis) {
    if (millis < 0) {
      return "for ever";
    }
    Duration age = Duration.ofMillis(millis);
    if (millis % Duration.ofDays(1).toMillis() == 0) {
      return age.toDays() + "d";
    }
    return millis % Duration.ofHours(1).toMillis() == 0
        ? age.toHours() + "h"
        : age.toSeconds() + "s";
  }
}

package io.payonce.cli.topics;

import java.util.Map;

/**
 * What Kafka has of an installation.
 *
 * @param topics those that are there, by name
 */
record ClusterState(int brokers, Map<String, TopicState> topics) {
  ClusterState {
    topics = Map.copyOf(topics);
  }
}

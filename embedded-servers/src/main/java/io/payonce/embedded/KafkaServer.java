package io.payonce.embedded;

import java.util.Map;

/** A Kafka of one node, which keeps its log while it is stopped. */
public interface KafkaServer extends Server {
  /** Host and port, the same after every {@link #start}. */
  String bootstrapServers();

  /**
   * Creates topics and waits until each of their partitions can be written to.
   *
   * @param partitions number of partitions by topic
   * @throws IllegalStateException if they were not created
   */
  default void createTopics(Map<String, Integer> partitions) {
    TopicCreation.create(bootstrapServers(), partitions);
  }
}

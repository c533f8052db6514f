package io.payonce.consumer;

import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition of one topic as it was created: a topic that is deleted and created anew has
 * another id.
 *
 * @param topicId Kafka's id of the topic
 */
public record PartitionRef(String topic, UUID topicId, int partition) {
  /** The name that Kafka has for it. */
  public TopicPartition topicPartition() {
    return new TopicPartition(topic, partition);
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}

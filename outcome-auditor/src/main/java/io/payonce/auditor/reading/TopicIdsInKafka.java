package io.payonce.auditor.reading;

import io.payonce.auditor.sightings.SightingReader;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Kafka's ids of the topics, as they were when it was last asked. Safe for many threads. */
final class TopicIdsInKafka implements SightingReader.TopicIds {
  private final Map<String, UUID> ids = new ConcurrentHashMap<>();

  /**
   * Asks for topics, and keeps their ids.
   *
   * @throws org.apache.kafka.common.KafkaException if there is no answer, or one is missing
   */
  Map<String, TopicDescription> describe(Admin admin, Collection<String> topics) {
    Map<String, TopicDescription> described =
        KafkaAnswers.await(admin.describeTopics(topics).allTopicNames());
    described.forEach(
        (name, topic) ->
            ids.put(
                name,
                new UUID(
                    topic.topicId().getMostSignificantBits(),
                    topic.topicId().getLeastSignificantBits())));
    return described;
  }

  @Override
  public UUID of(String topic) {
    UUID id = ids.get(topic);
    if (id == null) {
      throw new IllegalStateException("the id of " + topic + " is not known");
    }
    return id;
  }
}

package io.payonce.cli.topics;

import io.payonce.cli.operating.OperatorClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Kafka's topics, looked at and changed.
 *
 * <p>Every call throws {@link IllegalStateException} if Kafka does not answer, or refuses.
 */
final class KafkaTopics implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Admin admin;

  KafkaTopics(String bootstrapServers) {
    try {
      admin = new OperatorClients(bootstrapServers).admin();
    } catch (KafkaException e) {
      // The name of no server is known.
      throw new IllegalStateException("Kafka does not answer", e);
    }
  }

  /** Looks at those topics; those that are not there are left out. */
  ClusterState look(Collection<String> names) {
    int brokers = answered(admin.describeCluster().nodes()).size();
    Map<String, TopicDescription> described = new HashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach((name, future) -> known(future).ifPresent(it -> described.put(name, it)));
    List<ConfigResource> resources =
        described.keySet().stream().map(KafkaTopics::resource).toList();
    Map<ConfigResource, Config> configs = answered(admin.describeConfigs(resources).all());
    Map<String, TopicState> topics = new HashMap<>();
    described.forEach(
        (name, description) -> {
          Config config = configs.get(resource(name));
          if (config != null) {
            topics.put(name, state(description, config));
          }
        });
    return new ClusterState(brokers, topics);
  }

  /** Does what a remedy says. */
  void apply(String topic, Finding.Remedy remedy) {
    switch (remedy) {
      case Finding.Remedy.Create create -> {
        NewTopic made =
            new NewTopic(topic, create.partitions(), (short) create.replication())
                .configs(create.configs());
        answered(admin.createTopics(List.of(made)).all());
        awaitSeen(topic, "created", _ -> true);
      }
      case Finding.Remedy.Configure configure -> {
        answered(
            admin
                .incrementalAlterConfigs(
                    Map.of(
                        resource(topic),
                        List.of(
                            new AlterConfigOp(
                                new ConfigEntry(configure.name(), configure.to()),
                                AlterConfigOp.OpType.SET))))
                .all());
        awaitSeen(
            topic,
            "changed",
            state -> configure.to().equals(state.configs().get(configure.name())));
      }
      case Finding.Remedy.ByHand byHand -> throw new IllegalArgumentException(byHand.why());
    }
  }

  /** A topic is created, and its settings are changed, before every broker knows of it. */
  private void awaitSeen(String topic, String deed, Predicate<TopicState> isDone) {
    long giveUp = System.nanoTime() + SEEN_WITHIN.toNanos();
    while (look(List.of(topic)).topics().values().stream().noneMatch(isDone)) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException(topic + " was " + deed + ", and that is not seen yet");
      }
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private static TopicState state(TopicDescription description, Config config) {
    Map<String, String> configs = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        configs.put(entry.name(), entry.value());
      }
    }
    List<TopicPartitionInfo> partitions = description.partitions();
    Uuid id = description.topicId();
    return new TopicState(
        description.name(),
        new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
        partitions.size(),
        partitions.stream().mapToInt(each -> each.replicas().size()).min().orElse(0),
        partitions.stream()
            .mapToInt(each -> each.leader() == null ? 0 : each.isr().size())
            .min()
            .orElse(0),
        configs);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static Optional<TopicDescription> known(KafkaFuture<TopicDescription> future) {
    try {
      return Optional.of(answered(future));
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T answered(Future<T> answer) {
    try {
      return answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refuses or does not answer", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}

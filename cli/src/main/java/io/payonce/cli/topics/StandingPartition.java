package io.payonce.cli.topics;

import io.payonce.cli.operating.OperatorClients;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.consumer.CommandWorker;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.ProgressStore;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import io.payonce.store.StartingPoint;
import io.payonce.store.operating.GapAcceptances;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * A partition as the worker sees it that wants to take it: by the same numbers and the same rule.
 *
 * @param partition under the id that its topic has now
 * @param known what the database remembers
 */
record StandingPartition(
    PartitionRef partition,
    Optional<StartingPoint.Known> known,
    ProgressStore.LogRange log,
    Optional<Long> committed) {
  private static final long ANSWER_WITHIN_SECONDS = 15;

  /** Where reading would begin, or why it does not. */
  StartingPoint startingPoint() {
    return StartingPoint.of(known, partition.topicId(), log, committed);
  }

  /** What is given up by going on at the beginning of the log. */
  String givenUp() {
    if (known.isEmpty()) {
      return "offsets 0 to %d, which this database has never read".formatted(log.start() - 1);
    }
    StartingPoint.Known row = known.get();
    if (!row.topicId().equals(partition.topicId())) {
      return "whatever the topic with id %s held from offset %d on"
              .formatted(row.topicId(), row.next())
          + outcomes(row.published(), row.next(), ", and ");
    }
    if (log.start() <= row.published()) {
      return "any records from offset %d on that Kafka had and has lost".formatted(row.next());
    }
    return row.next() < log.start()
        ? "offsets %d to %d".formatted(row.next(), log.start() - 1)
            + outcomes(row.published(), row.next(), ", and ")
        : outcomes(row.published(), log.start(), "");
  }

  /** Records that are in the database, though it does not know that others were told so. */
  private static String outcomes(long from, long to, String before) {
    return from >= to
        ? ""
        : before + "outcomes of offsets %d to %d, if any are not out yet".formatted(from, to - 1);
  }

  /** The worker group that reads a topic; empty if no worker does. */
  static Optional<String> groupOf(Topics topics, String topic) {
    for (CommandKind kind : CommandKind.values()) {
      for (CommandWorker.Source source : CommandWorker.Source.values()) {
        if (source.topics(topics, kind).contains(topic)) {
          return Optional.of(source.groupId(topics, kind));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Looks; empty if there is no such partition.
   *
   * @throws IllegalStateException if a server does not answer
   */
  static Optional<StandingPartition> look(
      OperatorSettings.Settling settings, GapAcceptances gaps, String topic, int partition) {
    try (KafkaTopics kafka = new KafkaTopics(settings.bootstrapServers())) {
      TopicState state = kafka.look(List.of(topic)).topics().get(topic);
      if (state == null || partition >= state.partitions()) {
        return Optional.empty();
      }
      OperatorClients clients = new OperatorClients(settings.bootstrapServers());
      TopicPartition name = new TopicPartition(topic, partition);
      String group = groupOf(settings.topics(), topic).orElseThrow();
      return Optional.of(
          new StandingPartition(
              new PartitionRef(topic, state.topicId(), partition),
              gaps.known(topic, partition),
              log(clients, name),
              committed(clients, group, name)));
    }
  }

  private static ProgressStore.LogRange log(OperatorClients clients, TopicPartition name) {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      List<TopicPartition> only = List.of(name);
      return new ProgressStore.LogRange(
          consumer.beginningOffsets(only).getOrDefault(name, 0L),
          consumer.endOffsets(only).getOrDefault(name, 0L));
    } catch (KafkaException e) {
      throw new IllegalStateException("Kafka does not answer", e);
    }
  }

  private static Optional<Long> committed(
      OperatorClients clients, String group, TopicPartition name) {
    try (Admin admin = clients.admin()) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
      return Optional.ofNullable(offsets.get(name)).map(OffsetAndMetadata::offset);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw new IllegalStateException("Kafka does not tell the group's offsets", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.consumer.PartitionRef;
import io.payonce.store.operating.GapAcceptances;
import io.payonce.store.views.ViewSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A topic in which records are missing: how they went, what is seen of it, and the way on. */
final class Gap implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Installation installation;
  private final String topic;
  private final Admin admin;

  Gap(Installation installation, String topic) {
    this.installation = installation;
    this.topic = topic;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.servers().bootstrapServers()));
  }

  /** As retention does when its time has come: all records that are there now go. */
  void dropRecords() throws ExecutionException, InterruptedException {
    Map<TopicPartition, RecordsToDelete> all =
        offsets(OffsetSpec.latest()).entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue())));
    admin.deleteRecords(all).all().get();
  }

  /** Deletes the topic, and creates it anew. */
  void createAnew() throws ExecutionException, InterruptedException {
    admin.deleteTopics(List.of(topic)).all().get();
    await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic));
    installation.servers().createTopics(Map.of(topic, Installation.PARTITIONS));
  }

  /** Waits until the readiness page says of each partition that it stands still, and why. */
  void awaitSaid(Workers workers, String why) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(workers.readiness())
                    .contains("down")
                    .containsPattern(topic + "-0: [^;]*" + why)
                    .containsPattern(
                        topic + "-" + (Installation.PARTITIONS - 1) + ": [^;]*" + why));
  }

  /** All partitions, accepted as {@code payonce topics accept-gap} does it for one. */
  void accept() throws ExecutionException, InterruptedException {
    Uuid id =
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get()
            .values()
            .iterator()
            .next()
            .topicId();
    UUID topicId = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    Database database = installation.database();
    GapAcceptances gaps =
        new GapAcceptances(new ViewSettings(database.jdbcUrl(), database.user(), ""));
    offsets(OffsetSpec.earliest())
        .forEach(
            (partition, start) ->
                assertThat(
                        gaps.accept(
                            new GapAcceptances.Acceptance(
                                new PartitionRef(topic, topicId, partition.partition()),
                                gaps.known(topic, partition.partition()),
                                "as the test made it",
                                start,
                                "the test goes on",
                                "tester")))
                    .isTrue());
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> all =
        IntStream.range(0, Installation.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(partition -> partition, _ -> which));
    return admin.listOffsets(all).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> offset(each.getValue())));
  }

  private static long offset(ListOffsetsResultInfo info) {
    return info.offset();
  }

  @Override
  public void close() {
    admin.close();
  }
}

package io.payonce.consumer.watching;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * How many records a dead-letter topic holds: those that were sent again or are settled otherwise
 * included, until retention or a person deletes them. Asked for now and then, and never waited for.
 */
public final class DeadLetterDepth {
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final String topic;
  private volatile double records = Double.NaN;
  private Instant askAt = Instant.MIN;

  /**
   * @param tags keys and values in turns
   */
  public DeadLetterDepth(MeterRegistry registry, String topic, String... tags) {
    this.topic = topic;
    Gauge.builder("payonce.dead.letters", this, each -> each.records)
        .description("Records that the dead-letter topic holds")
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** Asks again, if it is time. */
  public void askWhenDue(Admin admin, Instant now) {
    if (now.isBefore(askAt)) {
      return;
    }
    askAt = now.plus(EVERY);
    KafkaFuture<TopicDescription> described =
        requireNonNull(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic));
    var _ =
        described.whenComplete(
            (description, failure) -> {
              if (failure == null) {
                ask(admin, description);
              } else {
                records = Double.NaN;
              }
            });
  }

  private void ask(Admin admin, TopicDescription description) {
    CompletionStage<Long> starts = sum(admin, description, OffsetSpec.earliest());
    CompletionStage<Long> ends = sum(admin, description, OffsetSpec.latest());
    ends.thenCombine(starts, (end, start) -> end - start)
        .whenComplete((held, failure) -> records = failure == null ? held : Double.NaN);
  }

  private CompletionStage<Long> sum(Admin admin, TopicDescription description, OffsetSpec spec) {
    return admin
        .listOffsets(of(description, spec))
        .all()
        .toCompletionStage()
        .thenApply(
            offsets -> offsets.values().stream().mapToLong(ListOffsetsResultInfo::offset).sum());
  }

  private Map<TopicPartition, OffsetSpec> of(TopicDescription description, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicPartitionInfo partition : description.partitions()) {
      asked.put(new TopicPartition(topic, partition.partition()), spec);
    }
    return asked;
  }
}

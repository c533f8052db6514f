package io.payonce.consumer.watching;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a worker is behind in each of its partitions, in records and in time. Each partition has
 * gauges of its own as long as it is assigned: one that moves to another worker of the same process
 * is revoked here first, so that there is one gauge of a name at any time.
 *
 * <p>The worker's thread writes; whoever scrapes reads. The time grows by itself while the worker
 * stands: it is the age of the oldest record that is not finished, and computed when asked for.
 */
public final class PartitionLag {
  private final MeterRegistry registry;
  private final Tags tags;
  private final InstantSource clock;
  private final Map<TopicPartition, Watched> partitions = new HashMap<>();

  /**
   * @param tags of the worker, keys and values in turns
   */
  public PartitionLag(MeterRegistry registry, InstantSource clock, String... tags) {
    this.registry = registry;
    this.clock = clock;
    this.tags = Tags.of(tags);
  }

  private record Watched(PartitionState state, List<Meter> gauges) {}

  /** From now on the partition is watched; nothing is known of it yet, but that it is not read. */
  public void assigned(TopicPartition partition) {
    revoked(partition);
    PartitionState state = new PartitionState();
    Tags own =
        tags.and("topic", partition.topic(), "partition", String.valueOf(partition.partition()));
    List<Meter> gauges = new ArrayList<>();
    gauges.add(
        gauge("payonce.lag.records", own, state, PartitionState::records)
            .description("Records that are not finished, up to the end of the log")
            .register(registry));
    gauges.add(
        gauge("payonce.lag.time", own, state, each -> each.seconds(clock.millis()))
            .description("The age of the oldest record that is not finished, about")
            .baseUnit("seconds")
            .register(registry));
    gauges.add(
        gauge("payonce.partition.standing", own, state, each -> each.isReading() ? 0 : 1)
            .description("1 while the partition is not read: it waits to be taken, or has a gap")
            .register(registry));
    partitions.put(partition, new Watched(state, gauges));
  }

  private static Gauge.Builder<PartitionState> gauge(
      String name, Tags tags, PartitionState state, ToDoubleFunction<PartitionState> value) {
    return Gauge.builder(name, state, value).tags(tags).strongReference(true);
  }

  public void revoked(TopicPartition partition) {
    Watched watched = partitions.remove(partition);
    if (watched != null) {
      watched.gauges().forEach(registry::remove);
    }
  }

  /** Notes what a poll brought, before it is handled. */
  public void polled(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      Watched watched = partitions.get(partition);
      if (watched != null) {
        List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
        ConsumerRecord<byte[], byte[]> first = ofPartition.getFirst();
        ConsumerRecord<byte[], byte[]> last = ofPartition.getLast();
        watched.state().read(first.offset(), first.timestamp());
        watched.state().read(last.offset() + 1, last.timestamp());
      }
    }
  }

  /**
   * Notes how far the worker is.
   *
   * @param finished everything below it is finished; empty while the partition is not read
   * @param position where reading goes on
   * @param ahead records between there and the end of the log, if that is known
   */
  public void stands(
      TopicPartition partition, OptionalLong finished, long position, OptionalLong ahead) {
    Watched watched = partitions.get(partition);
    if (watched != null) {
      watched.state().stands(finished, position, ahead);
    }
  }

  /** The worker has ended. */
  public void close() {
    List.copyOf(partitions.keySet()).forEach(this::revoked);
  }
}

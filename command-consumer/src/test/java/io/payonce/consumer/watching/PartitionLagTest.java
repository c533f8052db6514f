package io.payonce.consumer.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PartitionLagTest {
  private static final TopicPartition NAME = new TopicPartition("payment.callback", 3);
  private static final byte[] NOTHING = {};

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.ofEpochSecond(1_000);
  private final PartitionLag lag = new PartitionLag(registry, () -> now, "kind", "callback");

  @Test
  void nothing_is_known_of_a_partition_that_is_not_read_but_that_it_stands() {
    lag.assigned(NAME);
    assertThat(value("payonce.lag.records")).isNaN();
    assertThat(value("payonce.partition.standing")).isEqualTo(1);
    lag.stands(NAME, OptionalLong.of(5), 5, OptionalLong.of(0));
    assertThat(value("payonce.lag.records")).isZero();
    assertThat(value("payonce.lag.time")).isZero();
    assertThat(value("payonce.partition.standing")).isZero();
    lag.stands(NAME, OptionalLong.empty(), 0, OptionalLong.empty());
    assertThat(value("payonce.lag.records")).isNaN();
    assertThat(value("payonce.partition.standing")).isEqualTo(1);
  }

  @Test
  void the_time_grows_while_a_batch_is_under_way_and_ends_with_it() {
    lag.assigned(NAME);
    poll(10, 990, 995);
    assertThat(value("payonce.lag.time")).isEqualTo(10);
    now = now.plusSeconds(60);
    assertThat(value("payonce.lag.time")).as("the worker hangs").isEqualTo(70);
    lag.stands(NAME, OptionalLong.of(12), 12, OptionalLong.of(100));
    assertThat(value("payonce.lag.records")).isEqualTo(100);
    assertThat(value("payonce.lag.time")).as("the next one is as old or younger").isEqualTo(65);
    lag.stands(NAME, OptionalLong.of(112), 112, OptionalLong.of(0));
    assertThat(value("payonce.lag.time")).as("nothing is left").isZero();
  }

  @Test
  void what_is_read_and_not_finished_counts() {
    lag.assigned(NAME);
    poll(10, 900, 910);
    poll(12, 950, 960);
    lag.stands(NAME, OptionalLong.of(10), 14, OptionalLong.of(6));
    assertThat(value("payonce.lag.records")).isEqualTo(10);
    assertThat(value("payonce.lag.time")).isEqualTo(100);
    lag.stands(NAME, OptionalLong.of(13), 14, OptionalLong.of(6));
    assertThat(value("payonce.lag.records")).isEqualTo(7);
    assertThat(value("payonce.lag.time")).isEqualTo(50);
  }

  @Test
  void what_is_read_again_counts_from_its_first_record() {
    lag.assigned(NAME);
    poll(10, 950, 960);
    lag.stands(NAME, OptionalLong.of(12), 12, OptionalLong.of(5));
    poll(4, 800, 810);
    assertThat(value("payonce.lag.time")).isEqualTo(200);
  }

  @Test
  void a_partition_that_moves_within_the_process_has_one_gauge_and_it_is_the_new_owners() {
    PartitionLag other = new PartitionLag(registry, () -> now, "kind", "callback");
    lag.assigned(NAME);
    lag.stands(NAME, OptionalLong.of(5), 5, OptionalLong.of(7));
    lag.revoked(NAME);
    assertThat(registry.find("payonce.lag.records").gauges()).isEmpty();
    other.assigned(NAME);
    other.stands(NAME, OptionalLong.of(6), 6, OptionalLong.of(3));
    assertThat(value("payonce.lag.records")).isEqualTo(3);
    other.close();
    assertThat(registry.getMeters()).isEmpty();
  }

  private double value(String name) {
    return registry.get(name).tags("topic", NAME.topic(), "partition", "3").gauge().value();
  }

  /** Records from the offset on, one for each time, in seconds. */
  private void poll(long offset, long... times) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long time : times) {
      records.add(
          new ConsumerRecord<>(
              NAME.topic(),
              NAME.partition(),
              offset + records.size(),
              time * 1_000,
              TimestampType.CREATE_TIME,
              0,
              0,
              NOTHING,
              NOTHING,
              new RecordHeaders(),
              Optional.empty()));
    }
    lag.polled(new ConsumerRecords<>(Map.of(NAME, records), Map.of()));
  }
}

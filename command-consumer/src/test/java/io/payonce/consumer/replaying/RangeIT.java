package io.payonce.consumer.replaying;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.payonce.consumer.Batch;
import io.payonce.consumer.Commands;
import io.payonce.consumer.KafkaClients;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.WorkerSettings;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class RangeIT {
  private static final RangeWish ALL = new RangeWish.Oldest(Optional.empty());
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final TestServers servers;
  private final String topic;
  private final KafkaClients clients;

  RangeIT(TestServers servers) {
    this.servers = servers;
    Topics topics = new Topics(servers.namespace());
    this.topic = Commands.topic(topics);
    this.clients =
        new KafkaClients(
            new WorkerSettings(
                servers.bootstrapServers(), topics, CommandKind.CALLBACK, 4, Duration.ZERO, 1_000));
    servers.createTopics(Map.of(topic, 2));
  }

  @Test
  void range_ends_where_it_says_and_passes_what_was_never_committed() {
    try (KafkaProducer<byte[], byte[]> producer = transactional()) {
      transaction(producer, true, "a", "b");
      transaction(producer, false, "lost");
      transaction(producer, true, "c", "d", "e", "f", "g");
      producer.beginTransaction();
      send(producer, 0, NOON, "open");
      producer.flush();

      try (RangeFinder finder = new RangeFinder(clients)) {
        List<PartitionRange> all = finder.find(topic, ALL);

        assertThat(all).singleElement().extracting(PartitionRange::end).isEqualTo(11L);
        assertThat(read(all)).containsExactly("a", "b", "c", "d", "e", "f", "g");
        assertThat(read(finder.find(topic, offsets(Map.of(0, 1L), Map.of(0, 8L)))))
            .containsExactly("b", "c", "d", "e");
        assertThat(read(finder.find(topic, offsets(Map.of(0, 2L), Map.of(0, 5L))))).isEmpty();
      }
      producer.abortTransaction();
    }
  }

  @Test
  void range_is_found_by_time() {
    try (KafkaProducer<byte[], byte[]> producer = transactional();
        RangeFinder finder = new RangeFinder(clients)) {
      producer.beginTransaction();
      for (int hour = 0; hour < 5; hour++) {
        send(producer, hour % 2, NOON.plus(Duration.ofHours(hour)), "hour-" + hour);
      }
      producer.commitTransaction();

      Instant from = NOON.plus(Duration.ofMinutes(30));
      assertThat(read(finder.find(topic, times(from, NOON.plus(Duration.ofHours(3))))))
          .containsExactlyInAnyOrder("hour-1", "hour-2");
      assertThat(finder.find(topic, times(from.plus(Duration.ofDays(1)), NOON.plusSeconds(1))))
          .as("neither")
          .isEmpty();
    }
  }

  @Test
  void what_is_not_there_is_refused_by_name() throws ExecutionException, InterruptedException {
    List<PartitionRange> all;
    try (KafkaProducer<byte[], byte[]> producer = transactional();
        RangeFinder finder = new RangeFinder(clients);
        Admin admin = clients.admin()) {
      transaction(producer, true, "a", "b", "c", "d");
      all = finder.find(topic, ALL);
      TopicPartition first = new TopicPartition(topic, 0);
      admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(2))).all().get();

      assertRefused(() -> finder.find(topic, offsets(Map.of(0, 0L), Map.of())), "0 to 1 are gone");
      assertRefused(
          () -> finder.find(topic, times(NOON.minusSeconds(9), Instant.MAX)),
          "-0 offsets 0 to 1, among which there may be records since 2026-11-20T11:59:51Z");
      assertRefused(() -> finder.require(topic, all), "0 to 1 are gone");
      assertRefused(() -> finder.find(topic, offsets(Map.of(7, 0L), Map.of())), "no partition");
      assertRefused(() -> finder.find(topic, offsets(Map.of(0, 3L), Map.of(0, 9L))), "ends at 5");
      assertRefused(() -> finder.find(topic, offsets(Map.of(0, 4L), Map.of(0, 3L))), "is after 3");
      assertRefused(() -> finder.find(topic + "x", ALL), "there is no topic");
      assertThat(read(finder.find(topic, ALL))).containsExactly("c", "d");
      assertThatThrownBy(() -> read(all)).hasMessageContaining("records are gone meanwhile");
      admin.deleteTopics(List.of(topic)).all().get();
    }
    servers.createTopics(Map.of(topic, 2));
    try (RangeFinder finder = new RangeFinder(clients)) {
      assertRefused(() -> finder.require(topic, all), "created anew");
    }
  }

  @Test
  void partition_that_is_emptied_is_refused_where_retention_may_have_dropped_what_is_asked_for()
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer = transactional();
        RangeFinder finder = new RangeFinder(clients);
        Admin admin = clients.admin()) {
      Instant now = Instant.now();
      producer.beginTransaction();
      send(producer, 0, now.minus(Duration.ofHours(9)), "gone");
      send(producer, 1, now.minus(Duration.ofHours(9)), "old");
      send(producer, 1, now, "new");
      producer.commitTransaction();
      TopicPartition first = new TopicPartition(topic, 0);
      admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(2))).all().get();

      retain(admin, Duration.ofHours(2).toMillis());
      assertRefused(
          () -> finder.find(topic, times(now.minus(Duration.ofHours(3)), Instant.MAX)),
          "-0 offsets 0 to 1, among which there may be records since");
      assertThat(read(finder.find(topic, times(now.minus(Duration.ofHours(1)), Instant.MAX))))
          .as("younger than what retention drops")
          .containsExactly("new");
      assertThat(read(finder.find(topic, ALL))).contains("new");

      retain(admin, -1);
      assertRefused(
          () -> finder.find(topic, times(now.minus(Duration.ofHours(1)), Instant.MAX)),
          "-0 offsets 0 to 1");
    }
  }

  private void retain(Admin admin, long millis) throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ConfigEntry retention = new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, Long.toString(millis));
    admin
        .incrementalAlterConfigs(
            Map.of(resource, List.of(new AlterConfigOp(retention, AlterConfigOp.OpType.SET))))
        .all()
        .get();
    await()
        .until(
            () ->
                requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource))
                    .get(TopicConfig.RETENTION_MS_CONFIG)
                    .value()
                    .equals(Long.toString(millis)));
  }

  @Test
  void silence_of_the_broker_is_counted_while_it_is_asked_and_not_while_a_batch_is_handled() {
    try (KafkaProducer<byte[], byte[]> producer = transactional()) {
      transaction(producer, true, "a");
    }
    List<PartitionRange> beyond;
    try (RangeFinder finder = new RangeFinder(clients)) {
      beyond =
          finder.find(topic, ALL).stream()
              .map(range -> new PartitionRange(range.partition(), range.start(), range.end() + 1))
              .toList();
    }
    AtomicLong nanos = new AtomicLong();
    try (RangeReader reader = new RangeReader(clients, beyond, "replay:x", nanos::get)) {
      for (long covered = 0; covered < 2; ) {
        covered +=
            reader.next().stream()
                .flatMap(batch -> batch.spans().stream())
                .mapToLong(span -> span.after() - span.before())
                .sum();
      }
      nanos.addAndGet(Duration.ofMinutes(5).toNanos());
      assertThat(reader.next()).as("a batch was handled for minutes").isEmpty();
      nanos.addAndGet(Duration.ofSeconds(29).toNanos());
      assertThat(reader.next()).isEmpty();
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
      assertThatThrownBy(reader::next)
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("nothing came for PT30S");
    }
  }

  @Test
  void rate_limit_holds_on_average_and_ends_when_stopped() {
    RateLimit limit = RateLimit.perSecond(100);
    long began = System.nanoTime();
    limit.spend(20, () -> false);
    limit.spend(20, () -> false);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(390));
    limit.spend(1_000_000, () -> true);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
  }

  private static void assertRefused(Runnable asked, String words) {
    assertThatThrownBy(asked::run).isInstanceOf(RangeRefused.class).hasMessageContaining(words);
  }

  private static RangeWish offsets(Map<Integer, Long> from, Map<Integer, Long> to) {
    return new RangeWish.Offsets(from, to);
  }

  private static RangeWish times(Instant from, Instant to) {
    return new RangeWish.Times(from, Optional.of(to).filter(time -> !time.equals(Instant.MAX)));
  }

  /** The values in the order in which they come; batches must cover the ranges without a gap. */
  private List<String> read(List<PartitionRange> ranges) {
    List<String> values = new ArrayList<>();
    long covered = 0;
    try (RangeReader reader = new RangeReader(clients, ranges, "replay:x")) {
      while (!reader.isDone()) {
        Optional<Batch> batch = reader.next();
        if (batch.isPresent()) {
          assertThat(batch.get().records()).hasSizeLessThanOrEqualTo(4);
          batch.get().records().forEach(record -> values.add(Commands.value(record)));
          for (PartitionSpan span : batch.get().spans()) {
            covered += span.after() - span.before();
          }
        }
      }
    }
    assertThat(covered).isEqualTo(ranges.stream().mapToLong(PartitionRange::offsets).sum());
    return values;
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                servers.namespace() + "producer"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private void transaction(
      KafkaProducer<byte[], byte[]> producer, boolean commits, String... values) {
    producer.beginTransaction();
    for (String value : values) {
      send(producer, 0, NOON, value);
    }
    producer.flush();
    if (commits) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer, int partition, Instant time, String value) {
    producer.send(
        new ProducerRecord<>(topic, partition, time.toEpochMilli(), null, value.getBytes(UTF_8)));
  }
}

package io.payonce.auditor.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whether ends are passed, by a real Kafka's transactions. */
@ExtendWith(EmbeddedServersExtension.class)
class GroupPositionsIT {
  private final String group;
  private final TopicPartition idle;
  private final TopicPartition busy;
  private final Admin admin;
  private final EmptyTails tails;
  private final KafkaProducer<byte[], byte[]> producer;
  private final GroupPositions positions;

  GroupPositionsIT(TestServers servers) {
    String address = servers.bootstrapServers();
    group = servers.namespace() + "auditor";
    idle = new TopicPartition(servers.namespace() + "idle", 0);
    busy = new TopicPartition(servers.namespace() + "busy", 0);
    servers.createTopics(Map.of(idle.topic(), 1, busy.topic(), 1));
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address));
    tails = new EmptyTails(consumer(address));
    producer = producer(address);
    producer.initTransactions();
    List<String> topics = List.of(idle.topic(), busy.topic());
    positions = new GroupPositions(admin, group, topics, List.of(), tails);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String address) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, address);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer(String address) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-test");
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close();
    tails.close();
    admin.close();
  }

  /** Nobody commits past the rest of an aborted transaction, and others move all the while. */
  @Test
  void the_rest_of_an_aborted_transaction_is_passed_while_there_is_traffic_elsewhere() {
    write(idle, true);
    positions.moveTo(Map.of(idle, 1L, busy, 0L));
    write(idle, false);
    Map<TopicPartition, Long> ends = positions.ends(positions.topics());
    assertThat(ends).as("the rest lies before the end").containsEntry(idle, 4L);

    assertThat(positions.arePassed(ends)).as("the first look").isFalse();
    write(busy, true);
    positions.moveTo(Map.of(busy, 2L));

    assertThat(positions.arePassed(ends)).isTrue();
  }

  @Test
  void a_record_that_nobody_has_read_is_not_passed_however_long_nothing_moves() {
    write(idle, true);
    positions.moveTo(Map.of(idle, 0L, busy, 0L));
    Map<TopicPartition, Long> ends = positions.ends(positions.topics());

    assertThat(positions.arePassed(ends)).isFalse();
    assertThat(positions.arePassed(ends)).isFalse();
    assertThat(positions.arePassed(ends)).isFalse();
  }

  @Test
  void ends_tell_what_is_committed_and_those_of_all_what_is_under_way() {
    write(busy, true);
    List<String> topic = List.of(busy.topic());
    long committed = end(positions.ends(topic), busy);
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(busy.topic(), new byte[1]));
    producer.flush();

    assertThat(end(positions.ends(topic), busy)).isEqualTo(committed);
    assertThat(end(positions.endsOfAll(topic), busy)).isEqualTo(committed + 1);

    producer.abortTransaction();
  }

  /** A record and the marker that ends its transaction, which comes a moment later. */
  private void write(TopicPartition to, boolean commit) {
    long end = end(positions.endsOfAll(List.of(to.topic())), to) + 2;
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(to.topic(), new byte[1]));
    producer.flush();
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
    await().until(() -> end(positions.ends(List.of(to.topic())), to) == end);
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition of) {
    return ends.getOrDefault(of, 0L);
  }
}

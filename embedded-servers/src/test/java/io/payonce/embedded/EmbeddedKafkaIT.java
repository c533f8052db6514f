package io.payonce.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaIT {
  private static Watchman watchman;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    watchman = Watchman.start();
    kafka = EmbeddedKafka.in(watchman.folder());
    kafka.start();
  }

  @AfterAll
  static void end() {
    kafka.stop();
    watchman.close();
    assertThat(watchman.folder()).doesNotExist();
  }

  @Test
  void kafka_keeps_records_over_a_stop_and_has_its_address_again() throws Exception {
    String address = kafka.bootstrapServers();
    createTopic("kept");
    send("kept", "before");

    kafka.stop();
    assertThat(kafka.isRunning()).isFalse();
    assertThat(Listening.addresses(port())).isEmpty();
    kafka.start();

    assertThat(kafka.isRunning()).isTrue();
    assertThat(kafka.bootstrapServers()).isEqualTo(address);
    send("kept", "after");
    assertThat(read("kept", "readers-of-kept", 2)).containsExactly("before", "after");
  }

  @Test
  void topic_has_eight_partitions_unless_told_otherwise() throws Exception {
    createTopic("counted");

    try (Admin admin = admin()) {
      assertThat(admin.describeTopics(List.of("counted")).allTopicNames().get().get("counted"))
          .satisfies(topic -> assertThat(topic.partitions()).hasSize(8));
    }
  }

  @Test
  void record_for_an_unknown_topic_creates_none() throws Exception {
    try (Producer<String, String> producer = producer(Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("unknown", "value")).get())
          .hasMessageContaining("unknown");
    }
    try (Admin admin = admin()) {
      assertThat(admin.listTopics().names().get()).doesNotContain("unknown");
    }
  }

  @Test
  void transactional_records_are_committed() throws Exception {
    createTopic("transactional");
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "writer");
    try (Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactional", "value"));
      producer.commitTransaction();
    }

    assertThat(read("transactional", "readers-of-transactional", 1)).containsExactly("value");
  }

  @Test
  void kafka_listens_on_the_loopback_address_only() throws Exception {
    assertThat(Listening.addresses(port())).containsExactly("127.0.0.1");
  }

  private static int port() {
    return URI.create("kafka://" + kafka.bootstrapServers()).getPort();
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private static void createTopic(String name) throws Exception {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, Optional.empty(), Optional.empty())))
          .all()
          .get();
    }
  }

  private static Producer<String, String> producer(Duration longestWaitingForTopic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "max.block.ms", longestWaitingForTopic.toMillis());
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static void send(String topic, String value) throws Exception {
    try (Producer<String, String> producer = producer(Duration.ofSeconds(20))) {
      producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
    }
  }

  private static List<String> read(String topic, String group, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "group.id", group,
            "group.protocol", "consumer",
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(polled -> values.add(polled.value()));
                return values.size() >= count;
              });
    }
    return values;
  }
}

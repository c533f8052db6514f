package io.payonce.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.payonce.embedded.EmbeddedKafka;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of the run, and the callbacks in them. */
record BenchTopics(String bootstrapServers, Topics topics) {
  private static final int PARTITIONS = 8;
  private static final int LINGER_MILLIS = 5;

  void createOn(EmbeddedKafka kafka) {
    kafka.createTopics(topics.all().stream().collect(toMap(name -> name, _ -> PARTITIONS)));
  }

  List<TopicPartition> outcomePartitions() {
    return partitions(topics.outcomes()).toList();
  }

  private static Stream<TopicPartition> partitions(String topic) {
    return IntStream.range(0, PARTITIONS).mapToObj(number -> new TopicPartition(topic, number));
  }

  /**
   * Publishes all callbacks as an ingress does, and returns when they are durable.
   *
   * @throws IllegalStateException if one is not
   */
  void publish(Workload workload) {
    AtomicReference<Exception> failed = new AtomicReference<>();
    try (Producer<byte[], byte[]> producer = producer()) {
      for (int position = 0; position < workload.records(); position++) {
        producer.send(
            record(workload.callback(position)),
            (_, failure) -> {
              if (failure != null) {
                failed.set(failure);
              }
            });
      }
      producer.flush();
    }
    if (failed.get() != null) {
      throw new IllegalStateException("a callback was not published", failed.get());
    }
  }

  private ProducerRecord<byte[], byte[]> record(CallbackCommand command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.commands(command.kind()),
            command.key().value().getBytes(UTF_8),
            CommandWriter.write(command));
    record.headers().add(RecordHeaders.COMMAND_ID, command.commandId().toString().getBytes(UTF_8));
    return record;
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            LINGER_MILLIS),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}

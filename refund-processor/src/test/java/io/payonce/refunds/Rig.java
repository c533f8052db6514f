package io.payonce.refunds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.TestServers;
import io.payonce.methods.MerchantApi;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeReader;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RefundCommand;
import io.payonce.schemas.Topics;
import io.payonce.simulator.GatewaySimulator;
import io.payonce.simulator.SimulatorControl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A refund processor with real servers, a simulated VNPAY, and a shop whose orders are paid. */
final class Rig implements AutoCloseable {
  static final String TMN_CODE = "TESTTMN1";
  static final String HASH_SECRET = "REFUNDTESTSECRET0123456789ABCDEF";
  private static final int PARTITIONS = 2;
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final TestServers servers;
  private final GatewaySimulator simulator;
  private final SimulatorControl control;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Shop shop;
  private final List<RefundProcessor> processors = new ArrayList<>();

  Rig(TestServers servers) {
    this.servers = servers;
    Map<String, Integer> partitions = new HashMap<>();
    topics().all().forEach(topic -> partitions.put(topic, PARTITIONS));
    servers.createTopics(partitions);
    simulator = simulator();
    control = new SimulatorControl(URI.create("http://127.0.0.1:" + simulator.port()));
    shop = new Shop(servers, control);
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers());
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A simulated VNPAY, to be closed by who started it. */
  static GatewaySimulator simulator() {
    return GatewaySimulator.start(
        Map.of(
            "SIMULATOR_PORT", "0",
            "VNPAY_TMN_CODE", TMN_CODE,
            "VNPAY_HASH_SECRET", HASH_SECRET));
  }

  Topics topics() {
    return new Topics(servers.namespace());
  }

  Shop shop() {
    return shop;
  }

  SimulatorControl control() {
    return control;
  }

  /** The settings of a processor, with a gateway that is given up on quickly. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PAYONCE_NAMESPACE", servers.namespace());
    environment.put("PAYONCE_MANAGEMENT_PORT", "0");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
    environment.put("REDIS_URL", servers.redisUrl());
    environment.put("POSTGRES_URL", servers.jdbcUrl());
    environment.put("POSTGRES_USER", servers.user());
    environment.put("POSTGRES_PASSWORD", "unused");
    environment.put("VNPAY_TMN_CODE", TMN_CODE);
    environment.put("VNPAY_HASH_SECRET", HASH_SECRET);
    environment.put(
        "VNPAY_API_URL", "http://127.0.0.1:" + simulator.port() + GatewaySimulator.MERCHANT_API);
    environment.put("GATEWAY_CONNECT_WITHIN", "500ms");
    environment.put("GATEWAY_ANSWER_WITHIN", "1s");
    return environment;
  }

  RefundProcessor start() {
    return start(environment());
  }

  RefundProcessor start(Map<String, String> environment) {
    return start(environment, Map.of());
  }

  RefundProcessor start(Map<String, String> environment, Map<PaymentMethod, MerchantApi> more) {
    RefundProcessor processor = RefundProcessor.start(environment, more);
    processors.add(processor);
    return processor;
  }

  void stopGateway() {
    simulator.close();
  }

  void send(RefundCommand... commands) {
    for (RefundCommand command : commands) {
      send(command.key().value(), new String(CommandWriter.write(command), UTF_8));
    }
  }

  /** Sends a command without waiting until it is there. */
  void publish(RefundCommand command) {
    producer.send(
        new ProducerRecord<>(
            topics().commands(CommandKind.REFUND),
            command.key().value().getBytes(UTF_8),
            CommandWriter.write(command)));
  }

  /** Sends a command for which somebody waits. */
  void sendFrom(String replyTo, RefundCommand command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics().commands(CommandKind.REFUND),
            command.key().value().getBytes(UTF_8),
            CommandWriter.write(command));
    record.headers().add(RecordHeaders.REPLY_TO, replyTo.getBytes(UTF_8));
    producer.send(record);
    producer.flush();
  }

  void send(String key, String value) {
    producer.send(
        new ProducerRecord<>(
            topics().commands(CommandKind.REFUND), key.getBytes(UTF_8), value.getBytes(UTF_8)));
    producer.flush();
  }

  /** Waits for a command's outcome. */
  OutcomeMessage outcomeOf(UUID commandId) {
    return await()
        .atMost(LONGEST)
        .until(
            () ->
                outcomes().stream().filter(each -> each.commandId().equals(commandId)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  List<OutcomeMessage> outcomes() {
    return all(topics().outcomes()).stream().map(Rig::outcome).toList();
  }

  private static OutcomeMessage outcome(ConsumerRecord<byte[], byte[]> record) {
    return switch (OutcomeReader.read(record.value())) {
      case Decoding.Decoded<OutcomeMessage> decoded -> decoded.value();
      case Decoding.FutureVersion<OutcomeMessage> _, Decoding.Undecodable<OutcomeMessage> _ ->
          throw new AssertionError("an outcome cannot be read");
    };
  }

  /** Everything that a topic holds now. */
  List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    Map<String, Object> config =
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers());
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(name -> consumer.position(name) < ends.getOrDefault(name, 0L))) {
        consumer.poll(Duration.ofMillis(50)).forEach(read::add);
      }
    }
    return read;
  }

  /** A page of a processor's management server. */
  static String page(RefundProcessor processor, String path) {
    URI uri = URI.create("http://127.0.0.1:" + processor.managementPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8))
          .join()
          .body();
    }
  }

  @Override
  public void close() {
    processors.forEach(RefundProcessor::close);
    producer.close(Duration.ZERO);
    shop.close();
    control.close();
    simulator.close();
  }
}

package io.payonce.system.containers;

import io.payonce.embedded.KafkaServer;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Kafka in a container: one node, which takes a killed member out of its group as soon as it may.
 */
final class ContainerKafka implements KafkaServer {
  private static final int ANSWER_MILLIS = 2_000;

  private final ServerContainer server;

  ContainerKafka(String image) {
    int port = ServerContainer.freePort();
    server = new ServerContainer(image, port, 9092, () -> answers("127.0.0.1:" + port));
    server.container().withEnv(node()).withEnv(listeners(port)).withEnv(topics()).withEnv(groups());
  }

  /** The broker calls itself, for transactions, inside the container and not at our port. */
  private static Map<String, String> listeners(int port) {
    return Map.of(
        "KAFKA_LISTENERS", "HOST://:9092,CONTROLLER://:9093,PLAINTEXT://:19092",
        "KAFKA_ADVERTISED_LISTENERS", "HOST://127.0.0.1:" + port + ",PLAINTEXT://localhost:19092",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
            "HOST:PLAINTEXT,CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "KAFKA_INTER_BROKER_LISTENER_NAME", "PLAINTEXT",
        "KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
  }

  private static Map<String, String> node() {
    return Map.of(
        "KAFKA_NODE_ID", "1",
        "KAFKA_PROCESS_ROLES", "broker,controller",
        "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093",
        "KAFKA_LOG_DIRS", "/var/lib/kafka/data",
        "KAFKA_BROKER_SESSION_TIMEOUT_MS", "18000",
        "KAFKA_HEAP_OPTS", "-Xmx512m");
  }

  private static Map<String, String> topics() {
    return Map.of(
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1",
        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1",
        "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4",
        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1",
        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
  }

  private static Map<String, String> groups() {
    return Map.of(
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
        "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "6000",
        "KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS", "6000",
        "KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS", "6000",
        "KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS", "500",
        "KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS", "500");
  }

  private static boolean answers(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    try (Admin admin = Admin.create(settings)) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException _) {
      // Not yet: that is the answer.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka was starting", e);
    }
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + server.port();
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
  }

  void remove() {
    server.remove();
  }
}

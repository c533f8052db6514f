package io.payonce.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a small Kafka: one node that is broker and controller. */
final class KafkaSettings {
  private KafkaSettings() {}

  static Map<String, String> of(int port, int controllerPort, Path logDirectory) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(node(port, controllerPort, logDirectory));
    settings.putAll(topics());
    settings.putAll(groups());
    settings.putAll(size());
    settings.putAll(session());
    return Map.copyOf(settings);
  }

  private static Map<String, String> node(int port, int controllerPort, Path logDirectory) {
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        "1",
        "controller.quorum.voters",
        "1@127.0.0.1:" + controllerPort,
        "controller.listener.names",
        "CONTROLLER",
        "listeners",
        "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
        "advertised.listeners",
        "PLAINTEXT://127.0.0.1:" + port,
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs",
        logDirectory.toString());
  }

  private static Map<String, String> topics() {
    return Map.of(
        "auto.create.topics.enable", "false",
        "num.partitions", "8",
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "4");
  }

  /** A killed member is out of its group after six seconds. */
  private static Map<String, String> groups() {
    return Map.of(
        "group.initial.rebalance.delay.ms", "0",
        "group.min.session.timeout.ms", "6000",
        "group.consumer.min.session.timeout.ms", "6000",
        "group.consumer.session.timeout.ms", "6000",
        "group.consumer.min.heartbeat.interval.ms", "500",
        "group.consumer.heartbeat.interval.ms", "500");
  }

  private static Map<String, String> size() {
    return Map.of(
        "num.network.threads", "2",
        "num.io.threads", "4",
        "background.threads", "2",
        "log.cleaner.dedupe.buffer.size", "4194304",
        "log.index.size.max.bytes", "1048576",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1");
  }

  /**
   * A broker reports its stop with a heartbeat; without that report it could not start again until
   * its session has run out. The session is long because on a busy machine heartbeats come late,
   * and a broker that is taken for dead leads nothing.
   */
  private static Map<String, String> session() {
    return Map.of(
        "controlled.shutdown.enable", "true",
        "broker.heartbeat.interval.ms", "500",
        "broker.session.timeout.ms", "18000");
  }
}

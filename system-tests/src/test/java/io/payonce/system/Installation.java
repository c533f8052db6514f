package io.payonce.system;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One installation of Payonce in a test's corner of the servers: its topics, its settings, its
 * database.
 */
final class Installation {
  static final String TMN_CODE = "TESTTMN1";
  static final String HASH_SECRET = "SYSTEMTESTSECRET0123456789ABCDEF";
  static final int PARTITIONS = 4;

  private final TestServers servers;

  private Installation(TestServers servers) {
    this.servers = servers;
  }

  /** Creates the topics. */
  static Installation on(TestServers servers) {
    Installation installation = new Installation(servers);
    Map<String, Integer> partitions = new HashMap<>();
    installation.topics().all().forEach(topic -> partitions.put(topic, PARTITIONS));
    servers.createTopics(partitions);
    return installation;
  }

  TestServers servers() {
    return servers;
  }

  Topics topics() {
    return new Topics(servers.namespace());
  }

  /** The settings of a callback processor. */
  Map<String, String> processorEnvironment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PAYONCE_NAMESPACE", servers.namespace());
    environment.put("PAYONCE_MANAGEMENT_PORT", "0");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
    environment.put("REDIS_URL", servers.redisUrl());
    environment.put("POSTGRES_URL", servers.jdbcUrl());
    environment.put("POSTGRES_USER", servers.user());
    environment.put("POSTGRES_PASSWORD", "unused");
    environment.put("CALLBACK_LOCK_AT_MOST", NoLockLeft.LOCK_LIFE.toSeconds() + "s");
    environment.put("VNPAY_TMN_CODE", TMN_CODE);
    environment.put("VNPAY_HASH_SECRET", HASH_SECRET);
    return environment;
  }

  /**
   * The settings of a refund processor. Calls and transactions may last, so that a test can hold
   * them up, and failing ones do not make it leave the gateway alone.
   */
  Map<String, String> refundEnvironment(URI merchantApi) {
    Map<String, String> environment = processorEnvironment();
    environment.remove("CALLBACK_LOCK_AT_MOST");
    String lockLife = NoLockLeft.LOCK_LIFE.toSeconds() + "s";
    environment.put("REFUND_LOCK_AT_MOST", lockLife);
    environment.put("REFUND_LOCK_LONGEST_LIFE", lockLife);
    environment.put("REFUND_CONNECTIONS", "32");
    environment.put("POSTGRES_STATEMENT_AT_MOST", "30s");
    environment.put("POSTGRES_TRANSACTION_AT_MOST", "40s");
    environment.put("GATEWAY_ANSWER_WITHIN", "20s");
    environment.put("GATEWAY_BREAKER_CALLS", "10000");
    environment.put("VNPAY_API_URL", merchantApi.toString());
    return environment;
  }

  /** The settings of a callback processor that asks the gateway at once, and again and again. */
  Map<String, String> reconcilingEnvironment(URI merchantApi) {
    Map<String, String> environment = processorEnvironment();
    environment.put("RECONCILE", "true");
    environment.put("RECONCILE_AFTER", "1s");
    environment.put("RECONCILE_EVERY", "1s");
    environment.put("RECONCILE_PER_MINUTE", "6000");
    environment.put("RECONCILE_LEASE", "13s");
    environment.put("GATEWAY_CONNECT_WITHIN", "1s");
    environment.put("GATEWAY_ANSWER_WITHIN", "2s");
    environment.put("VNPAY_API_URL", merchantApi.toString());
    return environment;
  }

  /**
   * The settings of an auditor.
   *
   * @param due how long after it is written a command must have its outcome
   */
  Map<String, String> auditorEnvironment(Duration due) {
    return Map.of(
        "PAYONCE_NAMESPACE",
        servers.namespace(),
        "PAYONCE_MANAGEMENT_PORT",
        "0",
        "KAFKA_BOOTSTRAP_SERVERS",
        servers.bootstrapServers(),
        "AUDIT_REPLICATION",
        "1",
        "AUDIT_DUE",
        due.toSeconds() + "s");
  }

  /** Starts a callback processor in this JVM. */
  CallbackProcessor startProcessor() {
    return CallbackProcessor.start(processorEnvironment());
  }

  Database database() {
    return new Database(servers.jdbcUrl(), servers.user());
  }
}

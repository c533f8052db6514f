package io.payonce.refunds;

import io.payonce.runtime.RuntimeSettings;
import io.payonce.runtime.Secret;
import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsException;
import io.payonce.runtime.SettingsReader;
import io.payonce.store.StoreSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The refund processor's settings. */
record RefundSettings(
    RuntimeSettings runtime, Links links, Database database, GatewaySettings gateways, Work work) {
  private static final int MANAGEMENT_PORT = 8083;
  private static final Set<String> OWN_PREFIXES =
      Set.of("PAYONCE_", "KAFKA_", "POSTGRES_", "REDIS_", "VNPAY_", "GATEWAY_", "REFUND_");

  /** Settings of other services, which may stand in a common environment. */
  private static final Set<String> KNOWN_ELSEWHERE =
      Set.of("VNPAY_ACK", "VNPAY_PAY_URL", "VNPAY_RETURN_URL", "VNPAY_PAYMENT_WINDOW");

  /** Where the other servers are. */
  record Links(String namespace, String bootstrapServers, String redisUrl) {}

  record Database(
      String url,
      String user,
      Secret password,
      int connections,
      Duration transactionAtMost,
      Duration statementAtMost) {
    /** For progress, confirmations, counting and the readiness page of two workers. */
    private static final int SPARE_CONNECTIONS = 4;

    /** How many handlers may be in a transaction of their own at once. */
    int forHandlers() {
      return connections - SPARE_CONNECTIONS - GroupCommit.AT_ONCE;
    }

    StoreSettings store() {
      return new StoreSettings(
          url, user, password.reveal(), connections, transactionAtMost, statementAtMost);
    }
  }

  /**
   * How much is done at once, and how long.
   *
   * @param inFlight the most commands that are handled at a time, by each worker
   * @param lockAtMostFor the locks' time to live when nobody renews them
   * @param lockLongestLife how long they are renewed
   * @param retryFor how long a command may wait before it is given up
   */
  record Work(int inFlight, Duration lockAtMostFor, Duration lockLongestLife, Duration retryFor) {}

  /**
   * @throws SettingsException listing all that is wrong
   */
  static RefundSettings read(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    RefundSettings settings = declare(reader);
    reader.finish();
    return settings;
  }

  static List<SettingDescription> describe() {
    SettingsReader reader = reader(Map.of());
    declare(reader);
    return reader.describe();
  }

  private static SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, OWN_PREFIXES, KNOWN_ELSEWHERE);
  }

  private static RefundSettings declare(SettingsReader reader) {
    RefundSettings settings =
        new RefundSettings(
            RuntimeSettings.read(reader, MANAGEMENT_PORT),
            new Links(
                reader.text("PAYONCE_NAMESPACE", "", "Put before topics, groups and Redis keys."),
                reader.requiredText("KAFKA_BOOTSTRAP_SERVERS", "Where the brokers are."),
                reader.secret("REDIS_URL", "Where Redis is.").reveal()),
            database(reader),
            GatewaySettings.read(reader),
            work(reader));
    settings.requireFit(reader);
    return settings;
  }

  private void requireFit(SettingsReader reader) {
    reader.require(
        database.statementAtMost().compareTo(database.transactionAtMost()) <= 0,
        "POSTGRES_STATEMENT_AT_MOST must not be above POSTGRES_TRANSACTION_AT_MOST",
        "POSTGRES_STATEMENT_AT_MOST",
        "POSTGRES_TRANSACTION_AT_MOST");
    reader.require(
        database.transactionAtMost().compareTo(work.lockAtMostFor()) < 0,
        "REFUND_LOCK_AT_MOST must be above POSTGRES_TRANSACTION_AT_MOST",
        "REFUND_LOCK_AT_MOST",
        "POSTGRES_TRANSACTION_AT_MOST");
    reader.require(
        work.lockLongestLife().compareTo(work.lockAtMostFor()) >= 0,
        "REFUND_LOCK_LONGEST_LIFE must not be below REFUND_LOCK_AT_MOST",
        "REFUND_LOCK_LONGEST_LIFE",
        "REFUND_LOCK_AT_MOST");
    reader.require(
        work.lockLongestLife()
                .compareTo(gateways.calls().answerWithin().multipliedBy(RefundPass.CALLS_IN_A_ROW))
            > 0,
        "REFUND_LOCK_LONGEST_LIFE must be above 3 times GATEWAY_ANSWER_WITHIN",
        "REFUND_LOCK_LONGEST_LIFE",
        "GATEWAY_ANSWER_WITHIN");
  }

  private static Database database(SettingsReader reader) {
    return new Database(
        reader.requiredText("POSTGRES_URL", "The database as a JDBC URL."),
        reader.requiredText("POSTGRES_USER", "Whom to connect as."),
        reader.secret("POSTGRES_PASSWORD", "That user's password."),
        reader.integer("REFUND_CONNECTIONS", 16, 8, 200, "Connections to the database."),
        reader.duration(
            "POSTGRES_TRANSACTION_AT_MOST",
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            "The longest a transaction may take."),
        reader.duration(
            "POSTGRES_STATEMENT_AT_MOST",
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            "The longest one statement may take."));
  }

  private static Work work(SettingsReader reader) {
    return new Work(
        reader.integer(
            "REFUND_IN_FLIGHT", 512, 1, 4_096, "The most refunds handled at a time by a worker."),
        reader.duration(
            "REFUND_LOCK_AT_MOST",
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            "The locks' time to live when nobody renews them."),
        reader.duration(
            "REFUND_LOCK_LONGEST_LIFE",
            Duration.ofSeconds(90),
            Duration.ofSeconds(10),
            Duration.ofMinutes(30),
            "How long locks are renewed, and a command is handled in one go."),
        reader.duration(
            "REFUND_RETRY_FOR",
            Duration.ofDays(7),
            Duration.ofMinutes(12),
            Duration.ofDays(14),
            "How long a refund may wait for its gateway."));
  }
}

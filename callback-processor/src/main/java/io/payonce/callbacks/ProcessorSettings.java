package io.payonce.callbacks;

import io.payonce.callbacks.reconciling.ReconcileSettings;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.methods.OfferedMethod;
import io.payonce.methods.PaymentMethods;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.runtime.RuntimeSettings;
import io.payonce.runtime.Secret;
import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsCheck;
import io.payonce.runtime.SettingsReader;
import io.payonce.runtime.commands.CommandLog;
import io.payonce.store.StoreSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The callback processor's settings. */
record ProcessorSettings(
    RuntimeSettings runtime,
    Links links,
    StoreSettings store,
    VnpaySettings vnpay,
    Work work,
    ReconcileSettings reconcile,
    CommandLog log) {
  private static final int MANAGEMENT_PORT = 8082;
  private static final Set<String> OWN_PREFIXES =
      Set.of(
          "PAYONCE_",
          "KAFKA_",
          "POSTGRES_",
          "REDIS_",
          "VNPAY_",
          "CALLBACK_",
          "RECONCILE",
          "GATEWAY_");

  /** Settings of other services, which may stand in a common environment. */
  private static final Set<String> KNOWN_ELSEWHERE =
      Set.of(
          "VNPAY_ACK",
          "GATEWAY_CALLS_AT_ONCE",
          "GATEWAY_BREAKER_CALLS",
          "GATEWAY_BREAKER_FAILURES_PERCENT",
          "GATEWAY_BREAKER_OPEN_FOR");

  /** Where the other servers are. */
  record Links(String namespace, String bootstrapServers, String redisUrl) {}

  /**
   * How much is done at once.
   *
   * @param workers threads that read callbacks, each with its share of the partitions
   * @param lockAtMostFor the locks' time to live; longer than a transaction may take
   * @param refundsSurplus whether a surplus payment is paid back without anybody asking
   */
  record Work(
      int workers,
      int maxBatch,
      Duration lockAtMostFor,
      Duration retryFor,
      boolean refundsSurplus) {}

  /** What is offered to customers; its gateways are not called. */
  PaymentMethods methods() {
    return new PaymentMethods(List.of(new Vnpay(vnpay)));
  }

  /** VNPAY with a client, which the caller closes. */
  OfferedMethod callableVnpay() {
    return new Vnpay(vnpay, reconcile.api().vnpay());
  }

  static ProcessorSettings read(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    Declared declared = declare(reader);
    return reader.finish(declared::build);
  }

  /** What the service would make of an environment. */
  static SettingsCheck check(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    Declared declared = declare(reader);
    return reader.check(declared::build);
  }

  static List<SettingDescription> describe() {
    SettingsReader reader = reader(Map.of());
    declare(reader);
    return reader.describe();
  }

  private static SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, OWN_PREFIXES, KNOWN_ELSEWHERE);
  }

  /** What was read; settings objects are made of it once all of it is known to be right. */
  private record Declared(
      RuntimeSettings runtime,
      Links links,
      Database database,
      Terminal terminal,
      Work work,
      ReconcileSettings reconcile,
      CommandLog log) {

    ProcessorSettings build() {
      // Whether the gateway's client takes it is known here, though it is made later.
      reconcile.api().vnpay();
      return new ProcessorSettings(
          runtime,
          links,
          new StoreSettings(
              database.url(),
              database.user(),
              database.password().reveal(),
              work.workers() + SPARE_CONNECTIONS,
              database.transactionAtMost(),
              database.statementAtMost()),
          terminal.settings(),
          work,
          reconcile,
          log);
    }
  }

  /** For the creates, the retry tiers, the confirmations and the readiness page. */
  private static final int SPARE_CONNECTIONS = 5;

  private record Database(
      String url,
      String user,
      Secret password,
      Duration transactionAtMost,
      Duration statementAtMost) {}

  private record Terminal(
      String tmnCode, Secret hashSecrets, URI payUrl, URI returnUrl, Duration window) {
    VnpaySettings settings() {
      return new VnpaySettings(
          tmnCode,
          Arrays.stream(hashSecrets.reveal().split(","))
              .map(String::strip)
              .filter(secret -> !secret.isEmpty())
              .map(HashSecret::new)
              .toList(),
          payUrl,
          returnUrl,
          window);
    }
  }

  private static Declared declare(SettingsReader reader) {
    Declared declared = declareAll(reader);
    reader.require(
        declared.database().transactionAtMost().compareTo(declared.work().lockAtMostFor()) < 0,
        "CALLBACK_LOCK_AT_MOST must be above POSTGRES_TRANSACTION_AT_MOST",
        "CALLBACK_LOCK_AT_MOST",
        "POSTGRES_TRANSACTION_AT_MOST");
    reader.require(
        RedisSettings.isReadable(declared.links().redisUrl()),
        "REDIS_URL is not a URL of Redis",
        "REDIS_URL");
    reader.require(
        declared.database().url().startsWith("jdbc:postgresql:"),
        "POSTGRES_URL must begin with jdbc:postgresql:",
        "POSTGRES_URL");
    return declared;
  }

  private static Declared declareAll(SettingsReader reader) {
    return new Declared(
        RuntimeSettings.read(reader, MANAGEMENT_PORT),
        new Links(
            reader.text("PAYONCE_NAMESPACE", "", "Put before topics, groups and Redis keys."),
            reader.requiredText("KAFKA_BOOTSTRAP_SERVERS", "Where the brokers are."),
            reader.secret("REDIS_URL", "Where Redis is.").reveal()),
        database(reader),
        terminal(reader),
        work(reader),
        ReconcileSettings.read(reader),
        CommandLog.read(reader));
  }

  private static Database database(SettingsReader reader) {
    Database database =
        new Database(
            reader.requiredText("POSTGRES_URL", "The database as a JDBC URL."),
            reader.requiredText("POSTGRES_USER", "Whom to connect as."),
            reader.secret("POSTGRES_PASSWORD", "That user's password."),
            reader.duration(
                "POSTGRES_TRANSACTION_AT_MOST",
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                "The longest a batch's transaction may take."),
            reader.duration(
                "POSTGRES_STATEMENT_AT_MOST",
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                "The longest one statement may take."));
    reader.require(
        database.statementAtMost().compareTo(database.transactionAtMost()) <= 0,
        "POSTGRES_STATEMENT_AT_MOST must not be above POSTGRES_TRANSACTION_AT_MOST",
        "POSTGRES_STATEMENT_AT_MOST",
        "POSTGRES_TRANSACTION_AT_MOST");
    return database;
  }

  private static Terminal terminal(SettingsReader reader) {
    return new Terminal(
        reader.requiredText("VNPAY_TMN_CODE", "The terminal's name at VNPAY."),
        reader.secret("VNPAY_HASH_SECRET", "Its secret; several, divided by commas, in a change."),
        reader.uri(
            "VNPAY_PAY_URL",
            VnpaySettings.SANDBOX_PAY_URL.toString(),
            Set.of("http", "https"),
            "VNPAY's payment page."),
        reader.uri(
            "VNPAY_RETURN_URL",
            VnpaySettings.DEFAULT_RETURN_URL.toString(),
            Set.of("http", "https"),
            "Where the customer's browser goes when an order names no page."),
        reader.duration(
            "VNPAY_PAYMENT_WINDOW",
            VnpaySettings.DEFAULT_PAYMENT_WINDOW,
            Duration.ofMinutes(1),
            Duration.ofHours(24),
            "How long a customer may take to pay."));
  }

  private static Work work(SettingsReader reader) {
    return new Work(
        reader.integer("CALLBACK_WORKERS", "threads", 1, 1, 64, "Threads that read callbacks."),
        reader.integer(
            "CALLBACK_MAX_BATCH", "records", 1_000, 1, 1_000, "The most records of one batch."),
        reader.duration(
            "CALLBACK_LOCK_AT_MOST",
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            "The locks' time to live."),
        reader.duration(
            "CALLBACK_RETRY_FOR",
            Duration.ofHours(24),
            Duration.ofMinutes(12),
            Duration.ofDays(14),
            "How long a callback may wait for its transaction."),
        reader.flag(
            "CALLBACK_AUTO_REFUND_SURPLUS",
            false,
            "Whether a second payment of an order is paid back without anybody asking."));
  }
}

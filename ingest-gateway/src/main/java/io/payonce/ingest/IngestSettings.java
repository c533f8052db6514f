package io.payonce.ingest;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.ingest.callbacks.CallbackAck;
import io.payonce.ingest.commands.LinkSettings;
import io.payonce.ingest.http.HttpSettings;
import io.payonce.methods.PaymentMethods;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.runtime.RuntimeSettings;
import io.payonce.runtime.Secret;
import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsCheck;
import io.payonce.runtime.SettingsReader;
import io.payonce.schemas.Topics;
import io.payonce.store.views.ViewSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator can set of the ingress.
 *
 * @param views where orders are looked at; empty where no database is told
 */
record IngestSettings(
    RuntimeSettings runtime,
    HttpSettings http,
    LinkSettings links,
    PaymentMethods methods,
    CallbackAck callbackAck,
    CallerSettings callers,
    Optional<ViewSettings> views) {
  private static final int DEFAULT_MANAGEMENT_PORT = 9080;
  private static final int MAX_PORT = 65_535;
  private static final int DEFAULT_MAX_BODY = 64 * 1024;
  private static final int LARGEST_MAX_BODY = 512 * 1024;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(40);
  private static final Secret LOCAL_REDIS = new Secret("redis://127.0.0.1:6379");

  private static final Set<String> OWN_PREFIXES = Set.of("INGRESS_", "PAYONCE_", "VNPAY_");
  private static final Set<String> KNOWN_ELSEWHERE =
      Set.of(
          "VNPAY_PAY_URL",
          "VNPAY_PAYMENT_WINDOW",
          "VNPAY_RETURN_URL",
          "VNPAY_API_URL",
          "VNPAY_API_CREATE_BY",
          "VNPAY_API_IP_ADDRESS");

  IngestSettings {
    requireNonNull(runtime, "runtime is null");
    requireNonNull(http, "http is null");
    requireNonNull(links, "links is null");
    requireNonNull(methods, "methods is null");
    requireNonNull(callbackAck, "callbackAck is null");
    requireNonNull(callers, "callers is null");
    requireNonNull(views, "views is null");
  }

  static IngestSettings read(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    IngestSettings settings = read(reader);
    reader.finish();
    return settings;
  }

  /** What the ingress would make of an environment. */
  static SettingsCheck check(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    IngestSettings settings = read(reader);
    return reader.check(() -> settings);
  }

  static List<SettingDescription> describe() {
    SettingsReader reader = reader(Map.of());
    read(reader);
    return reader.describe();
  }

  private static SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, OWN_PREFIXES, KNOWN_ELSEWHERE);
  }

  private static IngestSettings read(SettingsReader reader) {
    return new IngestSettings(
        RuntimeSettings.read(reader, DEFAULT_MANAGEMENT_PORT),
        http(reader),
        links(reader),
        methods(reader),
        reader.choice(
            "VNPAY_ACK",
            CallbackAck.class,
            CallbackAck.OUTCOME,
            "Whether VNPAY is answered when the outcome is known, or once its callback is"
                + " durable."),
        CallerSettings.read(reader),
        views(reader));
  }

  private static HttpSettings http(SettingsReader reader) {
    return new HttpSettings(
        reader.text("INGRESS_HOST", "127.0.0.1", "The address that the API is served at."),
        reader.integer(
            "INGRESS_PORT", "port", 8080, 0, MAX_PORT, "The port of the API; 0 takes a free one."),
        reader.integer(
            "INGRESS_MAX_BODY",
            "bytes",
            DEFAULT_MAX_BODY,
            1,
            LARGEST_MAX_BODY,
            "The longest body, in bytes, that is taken."),
        reader.duration(
            "INGRESS_REQUEST_TIMEOUT",
            Duration.ofSeconds(10),
            SHORTEST_TIMEOUT,
            LONGEST_TIMEOUT,
            "How long a request may take to arrive, first byte to last."),
        reader.integer(
            "INGRESS_MAX_CONNECTIONS",
            "connections",
            4096,
            1,
            MAX_PORT,
            "How many connections are open at a time; more wait to be accepted."));
  }

  private static LinkSettings links(SettingsReader reader) {
    String namespace =
        reader.text("PAYONCE_NAMESPACE", "", "Put before every topic and every Redis key.");
    reader.require(
        namespace.matches("[A-Za-z0-9._-]{0,64}"),
        "PAYONCE_NAMESPACE must be at most 64 of A-Z a-z 0-9 . _ -",
        "PAYONCE_NAMESPACE");
    String bootstrapServers =
        reader.text(
            "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092", "Kafka's addresses, commas between.");
    Secret url =
        reader
            .optionalSecret("REDIS_URL", "Where Redis is; the local one if not given.")
            .orElse(LOCAL_REDIS);
    return new LinkSettings(
        bootstrapServers,
        new Topics(namespace),
        redis(reader, url.reveal()).withKeyPrefix(namespace));
  }

  private static RedisSettings redis(SettingsReader reader, String url) {
    try {
      return RedisSettings.of(url);
    } catch (IllegalArgumentException wrong) {
      reader.require(false, "REDIS_URL: " + wrong.getMessage(), "REDIS_URL");
      return RedisSettings.of(LOCAL_REDIS.reveal());
    }
  }

  private static PaymentMethods methods(SettingsReader reader) {
    String terminal =
        reader.text(
            "VNPAY_TMN_CODE", "", "Our terminal at VNPAY; without it VNPAY is not offered.");
    List<String> secrets =
        commaList(
            reader.optionalSecret(
                "VNPAY_HASH_SECRET", "VNPAY's hash secrets, commas between; each is accepted."));
    reader.require(
        terminal.isEmpty() == secrets.isEmpty(),
        "VNPAY_TMN_CODE and VNPAY_HASH_SECRET must be given together",
        "VNPAY_TMN_CODE",
        "VNPAY_HASH_SECRET");
    if (terminal.isEmpty() || secrets.isEmpty()) {
      return new PaymentMethods(List.of());
    }
    try {
      List<HashSecret> keys = secrets.stream().map(HashSecret::new).toList();
      return new PaymentMethods(List.of(new Vnpay(VnpaySettings.sandbox(terminal, keys))));
    } catch (IllegalArgumentException wrong) {
      reader.require(false, "VNPAY_TMN_CODE: " + wrong.getMessage(), "VNPAY_TMN_CODE");
      return new PaymentMethods(List.of());
    }
  }

  /** Where the database is, if it is told: all three or none. */
  private static Optional<ViewSettings> views(SettingsReader reader) {
    String url =
        reader.text(
            "POSTGRES_URL",
            "",
            "The database as a JDBC URL; without it the status of orders is not answered.");
    String user =
        reader.text("POSTGRES_USER", "", "Whom to connect as; may be one who reads only.");
    Optional<Secret> password = reader.optionalSecret("POSTGRES_PASSWORD", "That user's password.");
    boolean none = url.isEmpty() && user.isEmpty() && password.isEmpty();
    reader.require(
        none || !(url.isEmpty() || user.isEmpty() || password.isEmpty()),
        "POSTGRES_URL, POSTGRES_USER and POSTGRES_PASSWORD must be given together",
        "POSTGRES_URL",
        "POSTGRES_USER",
        "POSTGRES_PASSWORD");
    reader.require(
        url.isEmpty() || url.startsWith("jdbc:postgresql:"),
        "POSTGRES_URL must begin with jdbc:postgresql:",
        "POSTGRES_URL");
    return password.map(secret -> new ViewSettings(url, user, secret.reveal()));
  }

  private static List<String> commaList(Optional<Secret> secrets) {
    return secrets.stream()
        .flatMap(secret -> Arrays.stream(secret.reveal().split(",")))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}

package io.payonce.cli.operating;

import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.runtime.SettingsException;
import io.payonce.runtime.SettingsReader;
import io.payonce.schemas.Topics;
import io.payonce.store.views.ViewSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Where the servers are, by the names that the services' own settings have. Each reading throws
 * {@link SettingsException} listing all that is missing or wrong.
 */
public final class OperatorSettings {
  private static final Duration REDIS_ANSWERS_WITHIN = Duration.ofSeconds(2);

  private OperatorSettings() {}

  /** What it takes to publish something and write down who did. */
  public record Settling(ViewSettings database, String bootstrapServers, Topics topics) {}

  /** What the topics alone take. */
  public record Broker(String bootstrapServers, Topics topics) {}

  /** What showing takes. */
  public record Showing(ViewSettings database, RedisSettings redis) {}

  public static ViewSettings listing(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    Database database = database(reader);
    reader.finish();
    return database.settings();
  }

  public static Settling settling(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    Database database = database(reader);
    String bootstrapServers = bootstrapServers(reader);
    Topics topics = new Topics(namespace(reader));
    reader.finish();
    return new Settling(database.settings(), bootstrapServers, topics);
  }

  public static Broker broker(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    String bootstrapServers = bootstrapServers(reader);
    Topics topics = new Topics(namespace(reader));
    reader.finish();
    return new Broker(bootstrapServers, topics);
  }

  public static Showing showing(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    Database database = database(reader);
    RedisSettings redis = redis(reader);
    reader.finish();
    return new Showing(database.settings(), redis);
  }

  /** For what needs Redis alone. */
  public static RedisSettings voiding(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    RedisSettings redis = redis(reader);
    reader.finish();
    return redis;
  }

  private record Database(String url, String user, String password) {
    ViewSettings settings() {
      return new ViewSettings(url, user, password);
    }
  }

  /** The environment is a service's, with settings in it that are of no concern here. */
  private static SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, Set.of(), Set.of());
  }

  private static Database database(SettingsReader reader) {
    String url = reader.requiredText("POSTGRES_URL", "The database as a JDBC URL.");
    reader.require(
        url.startsWith("jdbc:postgresql:"),
        "POSTGRES_URL must begin with jdbc:postgresql:",
        "POSTGRES_URL");
    return new Database(
        url,
        reader.requiredText("POSTGRES_USER", "Whom to connect as; may be one who reads only."),
        reader.secret("POSTGRES_PASSWORD", "That user's password.").reveal());
  }

  private static String bootstrapServers(SettingsReader reader) {
    return reader.requiredText("KAFKA_BOOTSTRAP_SERVERS", "Where the brokers are.");
  }

  /** Where the URL is wrong, the reader knows, and what is returned here is never used. */
  private static RedisSettings redis(SettingsReader reader) {
    String url = reader.secret("REDIS_URL", "Where Redis is.").reveal();
    reader.require(isRedis(url), "REDIS_URL is not a URL of Redis", "REDIS_URL");
    return RedisSettings.of(isRedis(url) ? url : "redis://127.0.0.1")
        .withKeyPrefix(namespace(reader))
        .withCommandTimeout(REDIS_ANSWERS_WITHIN);
  }

  private static String namespace(SettingsReader reader) {
    return reader.text("PAYONCE_NAMESPACE", "", "Put before topics, groups and Redis keys.");
  }

  private static boolean isRedis(String url) {
    try {
      RedisSettings.of(url);
      return true;
    } catch (IllegalArgumentException _) {
      // What is wrong with it may quote a password.
      return false;
    }
  }
}

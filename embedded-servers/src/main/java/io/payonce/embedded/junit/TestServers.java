package io.payonce.embedded.junit;

import static java.util.Objects.requireNonNull;

import io.payonce.embedded.EmbeddedServers;
import io.payonce.embedded.KafkaServer;
import io.payonce.embedded.PostgresqlServer;
import io.payonce.embedded.RedisServer;
import io.payonce.embedded.Servers;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Assumptions;

/** What one test has of the servers: an empty database, and names that no other test uses. */
public final class TestServers {
  private final Servers servers;
  private final String name;

  TestServers(Servers servers, String name) {
    this.servers = requireNonNull(servers, "servers is null");
    this.name = requireNonNull(name, "name is null");
  }

  /**
   * The embedded servers, for a test that must reach into them. On other servers the test ends
   * here, as one that cannot be run; so whoever only stops and starts one takes {@link #kafka},
   * {@link #postgres} or {@link #redis}.
   */
  public EmbeddedServers servers() {
    return servers instanceof EmbeddedServers embedded
        ? embedded
        : Assumptions.abort("only the embedded servers can be reached into");
  }

  /** Kafka, to stop and start; if it is found stopped, it is started after the test. */
  public KafkaServer kafka() {
    return servers.kafka();
  }

  /** PostgreSQL, to stop and start; if it is found stopped, it is started after the test. */
  public PostgresqlServer postgres() {
    return servers.postgres();
  }

  /** Redis, to stop and start; if it is found stopped, it is started after the test. */
  public RedisServer redis() {
    return servers.redis();
  }

  /** Begins the names of this test's topics, consumer groups and Redis keys; like {@code t17.}. */
  public String namespace() {
    return name + ".";
  }

  /** The name of this test's database. */
  public String database() {
    return name;
  }

  /** The address of this test's database, without the user. */
  public String jdbcUrl() {
    return servers.postgres().jdbcUrl(name);
  }

  /** Owns the database; needs no password. */
  public String user() {
    return servers.postgres().user();
  }

  public String bootstrapServers() {
    return servers.kafka().bootstrapServers();
  }

  public String redisUrl() {
    return servers.redis().url();
  }

  /**
   * Creates topics and waits until each of their partitions can be written to.
   *
   * @param partitions number of partitions by full topic name
   * @throws IllegalArgumentException if a name does not begin with {@link #namespace}
   */
  public void createTopics(Map<String, Integer> partitions) {
    partitions.keySet().forEach(this::requireOwn);
    kafka().createTopics(partitions);
  }

  private void requireOwn(String topic) {
    if (!topic.startsWith(namespace())) {
      throw new IllegalArgumentException(topic + " does not begin with " + namespace());
    }
  }

  Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
  }
}

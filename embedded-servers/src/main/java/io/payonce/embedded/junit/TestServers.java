package io.payonce.embedded.junit;

import static java.util.Objects.requireNonNull;

import io.payonce.embedded.EmbeddedServers;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What one test has of the servers: an empty database, and names that no other test uses. */
public final class TestServers {
  private final EmbeddedServers servers;
  private final String name;

  TestServers(EmbeddedServers servers, String name) {
    this.servers = requireNonNull(servers, "servers is null");
    this.name = requireNonNull(name, "name is null");
  }

  /** The servers themselves, to stop and start; those found stopped are started after the test. */
  public EmbeddedServers servers() {
    return servers;
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
    servers().kafka().createTopics(partitions);
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

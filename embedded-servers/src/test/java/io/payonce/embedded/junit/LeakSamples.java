package io.payonce.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that leave things behind, to be run by the test of the extension. */
@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
@TestMethodOrder(OrderAnnotation.class)
class LeakSamples {
  private static final List<CountDownLatch> RUNNING = new ArrayList<>();

  /** Keeps connections from the driver's cleaner, which closes those that nobody refers to. */
  private static final List<Connection> OPEN = new ArrayList<>();

  private final TestServers servers;

  LeakSamples(TestServers servers) {
    this.servers = servers;
  }

  @BeforeEach
  void end_threads_of_the_test_before(TestServers same) {
    RUNNING.forEach(CountDownLatch::countDown);
    assertThat(same).isSameAs(servers);
  }

  @AfterEach
  void parameter_is_the_same_after_the_test(TestServers same) {
    assertThat(same).isSameAs(servers);
  }

  @Test
  @Order(1)
  void leaves_a_connection() throws Exception {
    OPEN.add(connect());
  }

  @Test
  @Order(1)
  void leaves_a_lock() {
    leaveLock();
  }

  @Test
  @Order(1)
  void leaves_a_thread() {
    leaveThread(Duration.ofMinutes(1));
  }

  @Test
  @Order(1)
  @AllowLeaks("this very thing is tested")
  void leaves_everything_on_purpose() throws Exception {
    servers.createTopics(Map.of(servers.namespace() + "topic", 3));
    assertThat(topics()).containsExactly(servers.namespace() + "topic");
    OPEN.add(connect());
    leaveLock();
    leaveThread(Duration.ofMinutes(1));
  }

  @Test
  @Order(1)
  void closes_a_moment_later() {
    leaveThread(Duration.ofMillis(300));
  }

  @Test
  @Order(1)
  void may_create_only_its_own_topics() {
    assertThatThrownBy(() -> servers.createTopics(Map.of("foreign", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Order(2)
  void stops_all_servers() {
    servers.servers().kafka().stop();
    servers.servers().postgres().stop();
    servers.servers().redis().stop();
  }

  @Test
  @Order(3)
  void finds_nothing_of_the_tests_before() throws Exception {
    assertThat(topics()).isEmpty();
    assertThat(redis(commands -> commands.dbsize().toString())).isEqualTo("0");
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet databases =
            statement.executeQuery(
                "SELECT string_agg(datname, ',') FROM pg_database WHERE datname ~ '^t[0-9]+$'")) {
      assertThat(databases.next()).isTrue();
      assertThat(databases.getString(1)).isEqualTo(servers.database());
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
  }

  private void leaveLock() {
    String key = servers.namespace() + "lock:callback:VNPAY:1";
    assertThat(redis(commands -> commands.set(key, "token"))).isEqualTo("OK");
  }

  private static void leaveThread(Duration longest) {
    CountDownLatch latch = new CountDownLatch(1);
    RUNNING.add(latch);
    Thread.ofPlatform().daemon().name("payonce-left").start(() -> awaitAtMost(latch, longest));
  }

  private static void awaitAtMost(CountDownLatch latch, Duration longest) {
    try {
      var _ = latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // The thread ends either way.
      Thread.currentThread().interrupt();
    }
  }

  private List<String> topics() throws Exception {
    try (Admin admin = servers.admin()) {
      return List.copyOf(admin.listTopics().names().get());
    }
  }

  private String redis(Function<RedisCommands<String, String>, String> question) {
    try (RedisClient client = RedisClient.create(servers.redisUrl());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    }
  }
}

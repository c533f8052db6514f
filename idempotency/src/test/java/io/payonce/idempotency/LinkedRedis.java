package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import java.time.Duration;

/** A test's link to Redis, and a client of its own to look behind it. */
final class LinkedRedis implements AutoCloseable {

  /** So that a slow machine does not make a test of something else degraded. */
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private final RedisSettings settings;
  private final RedisClient client;
  private final RedisLink link;

  private LinkedRedis(RedisSettings settings) throws InterruptedException {
    this.settings = settings;
    client = RedisClient.create(settings.url());
    link = RedisLink.connect(settings);
    assertThat(link.awaitConnected(LONGEST_CONNECT)).isTrue();
  }

  static LinkedRedis patient(TestServers servers) throws InterruptedException {
    return new LinkedRedis(settings(servers).withCommandTimeout(PATIENT));
  }

  static LinkedRedis withDefaults(TestServers servers) throws InterruptedException {
    return new LinkedRedis(settings(servers));
  }

  private static RedisSettings settings(TestServers servers) {
    return RedisSettings.of(servers.redisUrl()).withKeyPrefix(servers.namespace());
  }

  RedisSettings settings() {
    return settings;
  }

  RedisLink link() {
    return link;
  }

  RedisCommands<String, String> behind() {
    return client.connect().sync();
  }

  String prefixed(String name) {
    return settings.keyPrefix() + name;
  }

  @Override
  public void close() {
    link.close();
    client.shutdown(Duration.ZERO, LONGEST_CONNECT);
  }
}

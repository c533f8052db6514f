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

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private final TestServers servers;
  private final RedisClient client;
  private final RedisLink link;

  LinkedRedis(TestServers servers) throws InterruptedException {
    this.servers = servers;
    client = RedisClient.create(servers.redisUrl());
    link = RedisLink.connect(settings());
    assertThat(link.awaitConnected(LONGEST_CONNECT)).isTrue();
  }

  RedisSettings settings() {
    return RedisSettings.of(servers.redisUrl()).withKeyPrefix(servers.namespace());
  }

  RedisLink link() {
    return link;
  }

  RedisCommands<String, String> behind() {
    return client.connect().sync();
  }

  String prefixed(String name) {
    return servers.namespace() + name;
  }

  @Override
  public void close() {
    link.close();
    client.shutdown(Duration.ZERO, LONGEST_CONNECT);
  }
}

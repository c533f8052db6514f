package io.payonce.embedded.junit;

import io.lettuce.core.RedisClient;
import io.payonce.embedded.EmbeddedServers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The servers of all tests of a run; stopped when the run ends. */
final class SuiteServers implements AutoCloseable {
  private final EmbeddedServers servers = EmbeddedServers.start();
  private final RedisClient redis = RedisClient.create(servers.redis().url());
  private final AtomicInteger tests = new AtomicInteger();

  TestServers newTest() {
    TestServers test = new TestServers(servers, "t" + tests.incrementAndGet());
    servers.postgres().createDatabase(test.database());
    return test;
  }

  void startStopped() {
    servers.postgres().start();
    servers.redis().start();
    servers.kafka().start();
  }

  RedisClient redis() {
    return redis;
  }

  @Override
  public void close() {
    redis.shutdown(Duration.ZERO, Duration.ZERO);
    servers.close();
  }
}

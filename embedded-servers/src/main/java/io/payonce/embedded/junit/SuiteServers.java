package io.payonce.embedded.junit;

import io.lettuce.core.RedisClient;
import io.payonce.embedded.EmbeddedServers;
import io.payonce.embedded.Server;
import io.payonce.embedded.Servers;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The servers of all tests of a run; stopped when the run ends. */
final class SuiteServers implements AutoCloseable {
  private final Servers servers = startServers();
  private final RedisClient redis = RedisClient.create(servers.redis().url());
  private final AtomicInteger tests = new AtomicInteger();

  private static Servers startServers() {
    String wanted = System.getProperty("payonce.servers", "embedded");
    if (wanted.equals("embedded")) {
      return EmbeddedServers.start();
    }
    return ServiceLoader.load(ServersStarter.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(starter -> starter.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody starts the servers " + wanted))
        .start();
  }

  TestServers newTest() {
    TestServers test = new TestServers(servers, "t" + tests.incrementAndGet());
    servers.postgres().createDatabase(test.database());
    return test;
  }

  /** Starts those that do not run; whether there were any. */
  boolean startStopped() {
    List<Server> stopped =
        Stream.of(servers.postgres(), servers.redis(), servers.kafka())
            .filter(server -> !server.isRunning())
            .toList();
    stopped.forEach(Server::start);
    return !stopped.isEmpty();
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

package io.payonce.system.containers;

import static java.util.concurrent.CompletableFuture.allOf;
import static java.util.concurrent.CompletableFuture.runAsync;

import io.payonce.embedded.Servers;
import io.payonce.embedded.junit.ServersStarter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The servers as containers, for {@code -Pcontainers}. */
public final class ContainerServers implements Servers {
  private final ContainerKafka kafka;
  private final ContainerPostgresql postgres;
  private final ContainerRedis redis;

  private ContainerServers(ComposeImages images) {
    kafka = new ContainerKafka(images.named("apache/kafka"));
    postgres = new ContainerPostgresql(images.named("postgres"));
    redis = new ContainerRedis(images.named("redis"));
  }

  /** Found by the tests' fixture under the name {@code containers}. */
  public static final class Starter implements ServersStarter {
    @Override
    public String name() {
      return "containers";
    }

    @Override
    public Servers start() {
      ContainerServers servers = new ContainerServers(ComposeImages.read());
      try {
        servers.startAll();
        return servers;
      } catch (RuntimeException e) {
        servers.close();
        throw e;
      }
    }
  }

  private void startAll() {
    try (ExecutorService starters = Executors.newFixedThreadPool(3)) {
      allOf(
              runAsync(postgres::start, starters),
              runAsync(kafka::start, starters),
              runAsync(redis::start, starters))
          .join();
    }
  }

  @Override
  public ContainerKafka kafka() {
    return kafka;
  }

  @Override
  public ContainerPostgresql postgres() {
    return postgres;
  }

  @Override
  public ContainerRedis redis() {
    return redis;
  }

  @Override
  public void close() {
    kafka.remove();
    postgres.remove();
    redis.remove();
  }
}

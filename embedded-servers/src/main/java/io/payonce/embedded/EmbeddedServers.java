package io.payonce.embedded;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One Kafka, one PostgreSQL and one Redis, on free ports of 127.0.0.1, with all their files in one
 * temporary folder.
 *
 * <p>They end, and the folder goes, with {@link #close} or with this JVM, even if it is killed.
 */
public final class EmbeddedServers implements AutoCloseable {
  private final Watchman watchman;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgresql postgres;
  private final EmbeddedRedisServer redis;

  private EmbeddedServers(
      Watchman watchman,
      EmbeddedKafka kafka,
      EmbeddedPostgresql postgres,
      EmbeddedRedisServer redis) {
    this.watchman = watchman;
    this.kafka = kafka;
    this.postgres = postgres;
    this.redis = redis;
  }

  /** Starts the three side by side; returns when all of them answer. */
  public static EmbeddedServers start() {
    Watchman watchman = Watchman.start();
    Path folder = watchman.folder();
    try (ExecutorService starters = Executors.newFixedThreadPool(3)) {
      Callable<EmbeddedKafka> startKafka = () -> EmbeddedKafka.startIn(folder);
      Callable<EmbeddedPostgresql> startPostgres = () -> EmbeddedPostgresql.startIn(folder);
      Future<EmbeddedPostgresql> postgres = starters.submit(startPostgres);
      Future<EmbeddedKafka> kafka = starters.submit(startKafka);
      EmbeddedRedisServer redis = EmbeddedRedisServer.startIn(folder);
      return new EmbeddedServers(watchman, kafka.get(), postgres.get(), redis);
    } catch (ExecutionException e) {
      watchman.close();
      throw new IllegalStateException("servers did not start", e.getCause());
    } catch (InterruptedException e) {
      watchman.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while servers were starting", e);
    }
  }

  public EmbeddedKafka kafka() {
    return kafka;
  }

  public EmbeddedPostgresql postgres() {
    return postgres;
  }

  public EmbeddedRedisServer redis() {
    return redis;
  }

  /** Where all files of the servers are, until they are closed. */
  public Path folder() {
    return watchman.folder();
  }

  @Override
  public void close() {
    try {
      kafka.stop();
    } finally {
      // Ends PostgreSQL and Redis and waits for their end.
      watchman.close();
    }
  }
}

package io.payonce.embedded;

import static java.util.concurrent.CompletableFuture.allOf;
import static java.util.concurrent.CompletableFuture.runAsync;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One Kafka, one PostgreSQL and one Redis, on free ports of 127.0.0.1, with all their files in one
 * temporary folder.
 *
 * <p>They end, and the folder goes, with {@link #close} or with this JVM, even if it is killed.
 */
public final class EmbeddedServers implements Servers {
  private final Watchman watchman;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgresql postgres;
  private final EmbeddedRedisServer redis;

  private EmbeddedServers(Watchman watchman) {
    this.watchman = watchman;
    this.kafka = EmbeddedKafka.in(watchman.folder());
    this.postgres = EmbeddedPostgresql.in(watchman.folder());
    this.redis = EmbeddedRedisServer.in(watchman.folder());
  }

  /**
   * Starts the three side by side and returns when all of them answer.
   *
   * @throws RuntimeException if one does not start; the others are stopped then
   */
  public static EmbeddedServers start() {
    LeftScripts.sweep(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
    EmbeddedServers servers = new EmbeddedServers(Watchman.start());
    try {
      servers.startAll();
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw e;
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
  public EmbeddedKafka kafka() {
    return kafka;
  }

  @Override
  public EmbeddedPostgresql postgres() {
    return postgres;
  }

  @Override
  public EmbeddedRedisServer redis() {
    return redis;
  }

  /** Where all files of the servers are, until they are closed. */
  public Path folder() {
    return watchman.folder();
  }

  long watchmanPid() {
    return watchman.pid();
  }

  /** Stops the servers and waits until their processes and their folder are gone. */
  @Override
  public void close() {
    try {
      kafka.stop();
    } finally {
      // Ends PostgreSQL and Redis, too.
      watchman.close();
    }
  }
}

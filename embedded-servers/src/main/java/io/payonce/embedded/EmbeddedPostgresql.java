package io.payonce.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL on 127.0.0.1 that keeps what it has committed, as in production: fsync,
 * synchronous_commit and full_page_writes are on.
 *
 * <p>Every user of the machine may connect without a password: it is for demos and tests.
 */
public final class EmbeddedPostgresql implements PostgresqlServer {
  private static final String USER = "postgres";
  private static final List<String> DURABILITY =
      List.of("fsync", "synchronous_commit", "full_page_writes");
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final int port;
  private final Path folder;
  private final Path programs;
  private final Path dataDirectory;
  private @Nullable EmbeddedPostgres server;

  private EmbeddedPostgresql(int port, Path folder, Path programs) {
    this.port = port;
    this.folder = folder;
    this.programs = programs;
    this.dataDirectory = folder.resolve("postgresql-data");
  }

  static EmbeddedPostgresql in(Path folder) {
    return new EmbeddedPostgresql(FreePorts.find(), folder, folder.resolve("postgresql"));
  }

  /**
   * Another server with another port and a data directory of its own, which is made when it starts
   * for the first time.
   *
   * @param name of its folder, which does not exist yet
   */
  public EmbeddedPostgresql another(String name) {
    try {
      Path itsOwn = Files.createDirectory(folder.resolve(name));
      return new EmbeddedPostgresql(FreePorts.find(), itsOwn, programs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Another server that follows this one, which runs, as a standby from its start on.
   *
   * @param name of its folder, which does not exist yet
   */
  public EmbeddedPostgresql standby(String name) {
    EmbeddedPostgresql standby = another(name);
    OnlineBackup.take(jdbcUrl("postgres"), USER, dataDirectory, standby.dataDirectory);
    OnlineBackup.follow(standby.dataDirectory, port, USER);
    return standby;
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public String user() {
    return USER;
  }

  /** Starts PostgreSQL with the data directory it had; does nothing while it runs. */
  @Override
  public synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setOverrideWorkingDirectory(programs.toFile())
              .setDataDirectory(dataDirectory)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(LONGEST_START)
              .setLocaleConfig("locale", "C")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", folder.toString())
              .setServerConfig("max_connections", "300")
              // Room as a server of its own has; taken from the machine only as it is used.
              .setServerConfig("shared_buffers", "1GB")
              .setServerConfig("max_wal_size", "8GB");
      DURABILITY.forEach(name -> builder.setServerConfig(name, "on"));
      server = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DURABILITY.forEach(this::requireOn);
  }

  private void requireOn(String setting) {
    String value = queryOne("SHOW " + setting);
    if (!value.equals("on")) {
      throw new IllegalStateException(setting + " is " + value);
    }
  }

  /** Stops PostgreSQL, ending all sessions, and keeps its data; does nothing while stopped. */
  @Override
  public synchronized void stop() {
    EmbeddedPostgres running = server;
    if (running == null) {
      return;
    }
    try {
      running.close();
      server = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (Files.exists(dataDirectory.resolve("postmaster.pid"))) {
      throw new IllegalStateException("PostgreSQL did not stop");
    }
  }

  /** Whether PostgreSQL was started and not stopped since. */
  @Override
  public synchronized boolean isRunning() {
    return server != null;
  }

  /**
   * Copies the data directory as it lies on the disk.
   *
   * @param target does not exist yet; its parent does
   * @throws IllegalStateException while PostgreSQL runs
   */
  public synchronized void copyDataDirectory(Path target) {
    requireStopped();
    try {
      DirectoryTree.copy(dataDirectory, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts a copy in the place of the data directory; the copy itself stays as it is.
   *
   * @throws IllegalStateException while PostgreSQL runs
   */
  public synchronized void replaceDataDirectory(Path copy) {
    requireStopped();
    try {
      DirectoryTree.delete(dataDirectory);
      DirectoryTree.copy(copy, dataDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts a copy of another server's data directory in the place of this one's.
   *
   * @throws IllegalStateException while one of them runs
   */
  public synchronized void replaceDataDirectory(EmbeddedPostgresql other) {
    other.requireStopped();
    replaceDataDirectory(other.dataDirectory);
  }

  private void requireStopped() {
    if (server != null) {
      throw new IllegalStateException("PostgreSQL is running");
    }
  }
}

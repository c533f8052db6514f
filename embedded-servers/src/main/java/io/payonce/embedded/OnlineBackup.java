package io.payonce.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/**
 * A copy of a running PostgreSQL's data directory, as {@code pg_basebackup} makes it (which the
 * embedded programs lack): between a backup's start and stop, without the write-ahead log, which a
 * standby fetches from the server.
 */
final class OnlineBackup {
  private OnlineBackup() {}

  /**
   * @param target does not exist yet; its parent does
   */
  static void take(String jdbcUrl, String user, Path source, Path target) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_backup_start('standby', fast => true)");
      copy(source, target);
      try (ResultSet label =
          statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        label.next();
        Files.writeString(target.resolve("backup_label"), label.getString(1), UTF_8);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("no backup of " + jdbcUrl, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a copy start as a standby of the server at a port of this machine. */
  static void follow(Path dataDirectory, int port, String user) {
    try {
      Files.createFile(dataDirectory.resolve("standby.signal"));
      Files.writeString(
          dataDirectory.resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=127.0.0.1 port=%d user=%s'%n".formatted(port, user),
          UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    Path log = source.resolve("pg_wal");
    try (Stream<Path> paths = Files.walk(source)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        boolean ofTheServer = path.endsWith("postmaster.pid") || path.endsWith("postmaster.opts");
        boolean ofTheLog = path.startsWith(log) && Files.isRegularFile(path);
        if (!ofTheServer && !ofTheLog) {
          copyIfThere(path, target.resolve(source.relativize(path)));
        }
      }
    }
  }

  private static void copyIfThere(Path path, Path to) throws IOException {
    try {
      Files.copy(path, to, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException e) {
      // Files come and go while the server runs; what goes is not needed, as its log will say.
      if (Files.exists(path)) {
        throw e;
      }
    }
  }
}

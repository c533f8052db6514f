package io.payonce.system.containers;

import io.payonce.embedded.PostgresqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** PostgreSQL in a container, which asks nobody for a password. */
final class ContainerPostgresql implements PostgresqlServer {
  private static final String USER = "postgres";
  private static final long SHARED_MEMORY = 256L << 20;

  private final ServerContainer server;

  ContainerPostgresql(String image) {
    server = new ServerContainer(image, ServerContainer.freePort(), 5432, this::answers);
    server
        .container()
        .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
        .withSharedMemorySize(SHARED_MEMORY)
        .withCommand(
            "postgres",
            "-c",
            "max_connections=300",
            "-c",
            "shared_buffers=512MB",
            "-c",
            "max_wal_size=4GB");
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, "")) {
      return connection.isValid(1);
    } catch (SQLException _) {
      // Not yet: that is the answer.
      return false;
    }
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
  }

  void remove() {
    server.remove();
  }
}

package io.payonce.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL that keeps what it has committed, while it is stopped too.
 *
 * <p>Whoever reaches it may connect without a password: it is for demos and tests.
 */
public interface PostgresqlServer extends Server {
  /** The address of a database, without the user, the same after every {@link #start}. */
  String jdbcUrl(String database);

  /** The superuser; needs no password. */
  String user();

  /** Creates an empty database. */
  default void createDatabase(String name) {
    execute("CREATE DATABASE " + quoted(name));
  }

  /** Creates a database as a copy of another, to which nobody may be connected. */
  default void createDatabaseFromTemplate(String name, String template) {
    execute("CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(template));
  }

  /** Drops a database if it exists, ending the sessions that use it. */
  default void dropDatabase(String name) {
    execute("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
  }

  /** The number of sessions of clients in a database. */
  default int connections(String database) {
    return Integer.parseInt(
        queryOne(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                + " AND datname = '"
                + database.replace("'", "''")
                + "'"));
  }

  /** The first column of the first row, from the maintenance database. */
  default String queryOne(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl("postgres"), user(), "");
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}

package io.payonce.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Rows of the database that a test keeps locked, until it lets go of them. */
final class HeldRows implements AutoCloseable {
  private final Connection connection;

  private HeldRows(Connection connection) {
    this.connection = connection;
  }

  /**
   * Locks what a query returns.
   *
   * @param query ends with {@code FOR UPDATE}
   */
  static HeldRows of(Database database, String query, Object... parameters) {
    try {
      Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), "");
      HeldRows held = new HeldRows(connection);
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(query)) {
        for (int i = 0; i < parameters.length; i++) {
          statement.setObject(i + 1, parameters[i]);
        }
        statement.execute();
      }
      return held;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** How many sessions wait for a lock in a statement that contains the words. */
  static long waitersIn(Database database, String words) {
    return database.number(
        """
        SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE ?
        """,
        "%" + words + "%");
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException("rows are not let go of", e);
    }
  }
}

package io.payonce.benchmarks.rig;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The database of the run, by plain JDBC. */
public record Database(String jdbcUrl, String user) {

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, "");
  }

  /** Runs statements, each in a transaction of its own. */
  public void execute(List<String> statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The one number that a query returns. */
  public static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * What is broken, in words.
   *
   * @param breaches words, each with a query that counts what breaks them
   */
  public static List<String> breaches(Connection connection, Map<String, String> breaches)
      throws SQLException {
    List<String> broken = new ArrayList<>();
    for (Map.Entry<String, String> breach : breaches.entrySet()) {
      long count = number(connection, breach.getValue());
      if (count > 0) {
        broken.add(count + " " + breach.getKey());
      }
    }
    return broken;
  }
}

package io.payonce.cli.demo;

import io.payonce.payments.Sku;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The database, read by somebody who does not trust the services: plain queries in a read-only
 * session.
 */
final class Books implements AutoCloseable {
  private final Connection connection;

  private Books(Connection connection) {
    this.connection = connection;
  }

  static Books open(String jdbcUrl, String user, String password) {
    try {
      Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
      connection.setReadOnly(true);
      return new Books(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not let itself be read", e);
    }
  }

  /** Whether a query has no row. */
  boolean isEmpty(String sql) {
    return number("SELECT count(*) FROM (" + sql + ") rows", statement -> {}) == 0;
  }

  /** The number that a query answers with, in which every {@code ?} stands for the text. */
  long number(String sql, String text) {
    return number(
        sql,
        statement -> {
          for (int place = 1;
              place <= statement.getParameterMetaData().getParameterCount();
              place++) {
            statement.setString(place, text);
          }
        });
  }

  /** The number that a query answers with, in which {@code ?} stands for the texts. */
  long number(String sql, Collection<String> texts) {
    return number(
        sql,
        statement -> {
          Array array = connection.createArrayOf("text", texts.toArray());
          for (int place = 1;
              place <= statement.getParameterMetaData().getParameterCount();
              place++) {
            statement.setArray(place, array);
          }
        });
  }

  /** A number for each sku, from a query in which {@code ?} stands for how the skus begin. */
  Map<Sku, Long> bySku(String sql, String beginning) {
    Map<Sku, Long> numbers = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, beginning);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.put(new Sku(rows.getString(1)), rows.getLong(2));
        }
      }
      return numbers;
    } catch (SQLException e) {
      throw new IllegalStateException("the books cannot be read", e);
    }
  }

  private long number(String sql, Binding binding) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.bind(statement);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the books cannot be read", e);
    }
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the database connection did not close", e);
    }
  }
}

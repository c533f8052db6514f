package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.EmbeddedPostgresql;
import io.payonce.embedded.junit.TestServers;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A dump that is loaded into a new cluster, with another system identifier: all rows as of one
 * moment, and the sequences. ({@code pg_dump} is not among the embedded programs.)
 */
final class LoadedDump implements Journey {
  private static final String CLUSTER = "SELECT system_identifier FROM pg_control_system()";

  private final TestServers servers;
  private final EmbeddedPostgresql postgres;
  private final EmbeddedPostgresql cluster;
  private final Map<String, byte[]> rows = new LinkedHashMap<>();
  private final Map<String, Long> sequences = new LinkedHashMap<>();
  private boolean loaded;

  LoadedDump(TestServers servers) {
    this.servers = servers;
    this.postgres = servers.servers().postgres();
    this.cluster = postgres.another("cluster-" + servers.database());
  }

  @Override
  public void remember() {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      for (String table : names(statement, TABLES)) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copies.copyOut("COPY " + table + " TO STDOUT", out);
        rows.put(table, out.toByteArray());
      }
      try (ResultSet result = statement.executeQuery(SEQUENCES)) {
        while (result.next()) {
          sequences.put(result.getString(1), result.getLong(2));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("no dump", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String TABLES =
      """
      SELECT table_name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'
      """;
  private static final String SEQUENCES =
      "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL";

  private static List<String> names(Statement statement, String sql) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        names.add(result.getString(1));
      }
    }
    return names;
  }

  @Override
  public void goBack() {
    if (!loaded) {
      String before = servers().rows(CLUSTER).getFirst();
      load();
      loaded = true;
      putInPlace();
      assertThat(servers().rows(CLUSTER).getFirst()).as("another cluster").isNotEqualTo(before);
    } else {
      putInPlace();
    }
  }

  private Database servers() {
    return new Database(servers.jdbcUrl(), servers.user());
  }

  private void putInPlace() {
    postgres.stop();
    postgres.replaceDataDirectory(cluster);
    postgres.start();
  }

  private void load() {
    cluster.start();
    cluster.createDatabase(servers.database());
    String url = cluster.jdbcUrl(servers.database());
    try (PaymentStore store = PaymentStore.open(StoreSettings.of(url, cluster.user(), "", 2))) {
      store.migrate();
    }
    try (Connection connection = connect(cluster);
        Statement statement = connection.createStatement()) {
      // As a restore does: the rows are consistent, in whatever order the tables come.
      statement.execute("SET session_replication_role = replica");
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      for (Map.Entry<String, byte[]> table : rows.entrySet()) {
        copies.copyIn(
            "COPY " + table.getKey() + " FROM STDIN", new ByteArrayInputStream(table.getValue()));
      }
      for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
        statement.execute(
            "SELECT setval('%s', %d)".formatted(sequence.getKey(), sequence.getValue()));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the dump is not loaded", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cluster.stop();
  }

  private Connection connect(EmbeddedPostgresql server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(servers.database()), server.user(), "");
  }

  @Override
  public void close() {
    cluster.stop();
  }
}

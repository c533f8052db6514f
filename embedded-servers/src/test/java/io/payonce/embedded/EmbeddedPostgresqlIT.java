package io.payonce.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedPostgresqlIT {
  private static Watchman watchman;
  private static EmbeddedPostgresql postgres;

  @BeforeAll
  static void start() {
    watchman = Watchman.start();
    postgres = EmbeddedPostgresql.in(watchman.folder());
    postgres.start();
  }

  @AfterAll
  static void end() {
    watchman.close();
    assertThat(watchman.folder()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"fsync,on", "synchronous_commit,on", "full_page_writes,on", "max_connections,300"})
  void postgres_is_set_as_in_production(String setting, String value) throws Exception {
    assertThat(query("postgres", "SHOW " + setting)).isEqualTo(value);
  }

  @Test
  void postgres_keeps_what_it_has_committed_over_a_stop() throws Exception {
    postgres.createDatabase("kept");
    update("kept", "CREATE TABLE kept AS SELECT 1 AS n");
    String address = postgres.jdbcUrl("kept");

    postgres.stop();
    assertThat(postgres.isRunning()).isFalse();
    assertThatThrownBy(() -> connect("kept")).hasMessageContaining("refused");
    postgres.start();

    assertThat(postgres.isRunning()).isTrue();
    assertThat(postgres.jdbcUrl("kept")).isEqualTo(address);
    assertThat(query("kept", "SELECT n FROM kept")).isEqualTo("1");
  }

  @Test
  void old_copy_of_the_data_directory_brings_the_old_rows_back(@TempDir Path folder)
      throws Exception {
    postgres.createDatabase("restored");
    update("restored", "CREATE TABLE counter AS SELECT 1 AS n");
    Path copy = folder.resolve("copy");

    postgres.stop();
    postgres.copyDataDirectory(copy);
    postgres.start();
    for (String later : List.of("2", "3")) {
      update("restored", "UPDATE counter SET n = " + later);
      postgres.stop();
      postgres.replaceDataDirectory(copy);
      postgres.start();

      assertThat(query("restored", "SELECT n FROM counter")).isEqualTo("1");
    }
  }

  @Test
  void data_directory_is_not_touched_while_postgres_runs(@TempDir Path folder) {
    assertThatThrownBy(() -> postgres.copyDataDirectory(folder.resolve("copy")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> postgres.replaceDataDirectory(folder))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void database_from_template_has_its_tables() throws Exception {
    postgres.createDatabase("template");
    update("template", "CREATE TABLE stamped AS SELECT 7 AS n");

    postgres.createDatabaseFromTemplate("stamped", "template");

    assertThat(query("stamped", "SELECT n FROM stamped")).isEqualTo("7");
  }

  @Test
  void dropped_database_is_gone_although_it_was_in_use() throws Exception {
    postgres.createDatabase("dropped");
    try (Connection connection = connect("dropped")) {
      assertThat(postgres.connections("dropped")).isEqualTo(1);

      postgres.dropDatabase("dropped");

      assertThat(connection.isValid(5)).isFalse();
    }
    assertThatThrownBy(() -> connect("dropped")).hasMessageContaining("does not exist");
  }

  @Test
  void postgres_listens_on_the_loopback_address_only() throws Exception {
    URI address = URI.create(postgres.jdbcUrl("any").substring("jdbc:".length()));

    assertThat(Listening.addresses(address.getPort())).containsExactly("127.0.0.1");
  }

  private static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(database), postgres.user(), "");
  }

  private static void update(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}

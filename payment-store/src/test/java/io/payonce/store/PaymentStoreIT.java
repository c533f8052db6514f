package io.payonce.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.ProgressStore;
import io.payonce.consumer.ProgressStore.LogRange;
import io.payonce.consumer.ProgressStore.Taken;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits, sessions and a database that is away. */
@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
class PaymentStoreIT {
  private static final PartitionRef PARTITION = new PartitionRef("topic", UUID.randomUUID(), 0);

  private final TestServers servers;

  PaymentStoreIT(TestServers servers) {
    this.servers = servers;
  }

  @Test
  void who_must_not_change_the_schema_is_told_that_it_is_old() throws SQLException {
    try (Database database = withLimits(Duration.ofSeconds(20), Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> database.store().requireMigrated())
          .hasMessageContaining("the database's schema is older");
      assertThat(tables()).isZero();
      database.store().migrate();
    }
    try (Database database = withLimits(Duration.ofSeconds(20), Duration.ofSeconds(10))) {
      database.store().requireMigrated();
      assertThat(tables()).isPositive();
    }
  }

  /** By a connection of its own: the store's first use would migrate. */
  private int tables() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
        ResultSet tables =
            connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      int count = 0;
      while (tables.next()) {
        count++;
      }
      return count;
    }
  }

  @Test
  void long_statement_is_ended() {
    try (Database database = withLimits(Duration.ofSeconds(20), Duration.ofMillis(200))) {
      database.store().migrate();
      Instant began = Instant.now();
      Throwable failure = catchThrowable(() -> database.one("SELECT pg_sleep(15)::text"));
      assertThat(failure).hasMessageContaining("statement timeout");
      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
      assertThat(SqlFailure.of(failure)).isEqualTo(SqlFailure.OTHER);
    }
  }

  @Test
  void long_transaction_of_short_statements_is_ended() {
    try (Database database = withLimits(Duration.ofMillis(600), Duration.ofMillis(600))) {
      database.store().migrate();
      Throwable failure =
          catchThrowable(
              () ->
                  database
                      .store()
                      .<Integer>inHandle(
                          handle -> {
                            for (int i = 0; i < 40; i++) {
                              handle.execute("SELECT pg_sleep(0.1)");
                            }
                            return 0;
                          }));
      assertThat(SqlFailure.of(failure)).isEqualTo(SqlFailure.OTHER);
      assertThat(failure).hasMessageContaining("transaction timeout");
      assertThat(database.store().answers()).isTrue();
    }
  }

  @Test
  void limits_leave_nothing_behind_in_the_session() {
    try (Database database = withLimits(Duration.ofSeconds(7), Duration.ofSeconds(3))) {
      assertThat(database.one("SHOW statement_timeout")).isEqualTo("3s");
      assertThat(database.one("SHOW transaction_timeout")).isEqualTo("7s");
      List<String> afterCommit =
          database
              .store()
              .inHandle(
                  handle -> {
                    handle.execute("COMMIT");
                    return handle
                        .createQuery(
                            """
                            SELECT setting FROM pg_settings
                             WHERE name IN ('statement_timeout', 'transaction_timeout')
                            """)
                        .mapTo(String.class)
                        .list();
                  });
      assertThat(afterCommit).containsExactly("0", "0");
    }
  }

  @Test
  void smallest_pool_is_enough_to_migrate_and_work() {
    StoreSettings settings = StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2);
    try (Database database = Database.of(settings)) {
      assertThat(database.one("SELECT count(*) FROM orders")).isEqualTo("0");
    }
  }

  @Test
  void two_stores_may_migrate_one_database_at_the_same_time() {
    try (Database one = Database.of(servers);
        Database other = Database.of(servers)) {
      CompletableFuture<Void> both =
          CompletableFuture.allOf(
              CompletableFuture.runAsync(one.store()::migrate),
              CompletableFuture.runAsync(other.store()::migrate));
      both.orTimeout(20, TimeUnit.SECONDS).join();
      assertThat(
              one.column(
                  "SELECT script FROM flyway_schema_history GROUP BY script HAVING count(*) > 1"))
          .isEmpty();
    }
  }

  @Test
  void store_opens_while_postgresql_is_stopped_and_works_once_it_is_there() {
    servers.servers().postgres().stop();
    try (Database database = Database.of(servers)) {
      assertThatThrownBy(() -> take(database)).hasMessageContaining("Unable to obtain connection");
      servers.servers().postgres().start();
      await().ignoreExceptions().until(database.store()::answers);
      take(database);
      assertThat(ProgressRow.read(database, PARTITION)).isEqualTo(new ProgressRow("me", 0, 0, 0));
    }
  }

  private static void take(Database database) {
    assertThat(
            database
                .store()
                .progress()
                .take(PARTITION, "me", new LogRange(0, 0), ProgressStore.Remembered.NOTHING))
        .isEqualTo(new Taken(0, 1));
  }

  private Database withLimits(Duration transactionAtMost, Duration statementAtMost) {
    return Database.of(
        new StoreSettings(
            servers.jdbcUrl(), servers.user(), "", 2, transactionAtMost, statementAtMost));
  }
}

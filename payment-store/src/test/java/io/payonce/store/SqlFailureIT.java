package io.payonce.store;

import static io.payonce.store.Shop.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What real failures of a real database are taken for. */
@ExtendWith(EmbeddedServersExtension.class)
class SqlFailureIT {
  private final Database database;

  SqlFailureIT(TestServers servers) {
    database = Database.of(servers);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void unique_violation_may_be_a_race() {
    new Shop(database.store()).open("ORD-1", line("tea", 1));
    assertThat(failureOf("INSERT INTO inventory VALUES ('tea', 1)"))
        .isEqualTo(SqlFailure.UNIQUE_KEY);
  }

  @Test
  void refused_data_is_the_command_s_own_fault() {
    assertThat(failureOf("INSERT INTO orders VALUES ('A', 0, 'VND', 'PENDING', 1)"))
        .as("check violation")
        .isEqualTo(SqlFailure.DATA);
    assertThat(failureOf("INSERT INTO order_items VALUES ('nobody', 'tea', 1)"))
        .as("foreign key")
        .isEqualTo(SqlFailure.DATA);
    assertThat(
            failureOf(
                "INSERT INTO inventory SELECT 'tea', 1 / on_hand FROM (VALUES (0)) AS z (on_hand)"))
        .as("data exception")
        .isEqualTo(SqlFailure.DATA);
  }

  @Test
  void missing_table_says_nothing_of_the_command() {
    assertThat(failureOf("INSERT INTO nowhere VALUES (1)")).isEqualTo(SqlFailure.OTHER);
  }

  @Test
  void read_only_database_says_nothing_of_the_command() {
    Throwable failure =
        catchThrowable(
            () ->
                database
                    .store()
                    .<Integer>inHandle(
                        handle -> {
                          handle.execute("SET TRANSACTION READ ONLY");
                          return handle.execute("INSERT INTO inventory VALUES ('tea', 1)");
                        }));
    assertThat(failure).hasMessageContaining("read-only");
    assertThat(SqlFailure.of(failure)).isEqualTo(SqlFailure.OTHER);
  }

  @Test
  void lost_connection_says_nothing_of_the_command_and_the_next_transaction_has_another() {
    assertThat(failureOf("SELECT pg_terminate_backend(pg_backend_pid())"))
        .isEqualTo(SqlFailure.OTHER);
    assertThat(database.store().answers()).isTrue();
    database.execute("INSERT INTO inventory VALUES ('tea', 1)");
  }

  private SqlFailure failureOf(String sql) {
    Throwable failure = catchThrowable(() -> database.execute(sql));
    assertThat(failure).isNotNull();
    return SqlFailure.of(failure);
  }
}

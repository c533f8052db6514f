package io.payonce.cli.stack;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Waits until the workers have taken every partition of the commands, which the database tells. A
 * service is ready sooner: it can be asked, but the first commands would wait.
 */
final class TakenPartitions {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final String NO_SUCH_TABLE = "42P01";
  private static final String TAKEN =
      "SELECT count(*) FROM partition_progress WHERE topic = ANY (?)";

  private TakenPartitions() {}

  /**
   * @throws IllegalStateException if it takes too long
   */
  static void awaitAll(Stack.Places places, Topics topics) {
    String[] names =
        Arrays.stream(CommandKind.values()).map(topics::commands).toArray(String[]::new);
    int all = names.length * Stack.PARTITIONS;
    Instant giveUp = Instant.now().plus(LONGEST_START);
    try (Connection connection =
        DriverManager.getConnection(
            places.postgres(), places.postgresUser(), places.postgresPassword())) {
      Array array = connection.createArrayOf("text", names);
      while (taken(connection, array) < all) {
        if (Instant.now().isAfter(giveUp)) {
          throw new IllegalStateException("the workers do not take their partitions");
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not say what is taken", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the workers", e);
    }
  }

  private static long taken(Connection connection, Array names) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKEN)) {
      statement.setArray(1, names);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      if (NO_SUCH_TABLE.equals(e.getSQLState())) {
        // The workers have not made the tables yet.
        return 0;
      }
      throw e;
    }
  }
}

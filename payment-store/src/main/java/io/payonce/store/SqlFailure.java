package io.payonce.store;

import java.sql.SQLException;

/** What a failure of the database says of the command that met it. */
public enum SqlFailure {
  /**
   * The data itself is refused (SQLSTATE classes 22 and 23): trying the same again gives the same.
   */
  DATA,
  /** A unique key was taken (23505): may have been a race, so it is worth one more try. */
  UNIQUE_KEY,
  /**
   * Anything else: a standby, a revoked grant, a full disk, a lost connection. It says nothing of
   * the command.
   */
  OTHER;

  private static final String UNIQUE_VIOLATION = "23505";

  /** Looks through the causes for what the database said. */
  public static SqlFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return ofState(sql.getSQLState());
      }
    }
    return OTHER;
  }

  private static SqlFailure ofState(String state) {
    if (state.equals(UNIQUE_VIOLATION)) {
      return UNIQUE_KEY;
    }
    return state.startsWith("22") || state.startsWith("23") ? DATA : OTHER;
  }
}

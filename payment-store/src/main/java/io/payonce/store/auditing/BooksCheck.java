package io.payonce.store.auditing;

import static java.util.Objects.requireNonNull;

import io.payonce.store.views.ViewSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.transaction.TransactionException;

/**
 * Checks invariants on a database that workers write to meanwhile, also on a standby.
 *
 * <p>All are checked in one transaction that sees one moment and cannot write. Every batch of a
 * worker commits as a whole, so that moment is never in the middle of one. The transaction holds no
 * lock that a worker waits for; while it lasts, PostgreSQL keeps what it may still want to see,
 * which a vacuum would else remove.
 */
public final class BooksCheck {
  private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(5);
  private static final Duration SOCKET_SLACK = Duration.ofSeconds(15);

  /**
   * Of this transaction alone. More than most servers allow a sort, since tables are joined whole.
   */
  private static final String WORK_MEM = "64MB";

  private static final String ALL = "offenders_in_all";
  private static final String SAVEPOINT = "invariant";

  private final Jdbi jdbi;
  private final Duration eachAtMost;
  private final int shownAtMost;

  /**
   * @param eachAtMost how long the check of one invariant may take
   * @param shownAtMost how many offenders of each are told; at least 1
   */
  public BooksCheck(ViewSettings settings, Duration eachAtMost, int shownAtMost) {
    requireNonNull(settings, "settings is null");
    if (eachAtMost.toMillis() < 1 || shownAtMost < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
    this.eachAtMost = eachAtMost;
    this.shownAtMost = shownAtMost;
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("connectTimeout", Long.toString(CONNECT_AT_MOST.toSeconds()));
    properties.setProperty("loginTimeout", Long.toString(CONNECT_AT_MOST.toSeconds()));
    properties.setProperty(
        "socketTimeout", Long.toString(eachAtMost.plus(SOCKET_SLACK).toSeconds()));
    properties.setProperty("ApplicationName", "payonce-books");
    properties.setProperty("logServerErrorDetail", "false");
    jdbi = Jdbi.create(settings.jdbcUrl(), properties);
  }

  /**
   * Checks them one after the other. Where the database stops answering, what was found stays
   * found, and the rest is unchecked.
   *
   * @param found takes each finding as soon as it is there
   * @throws IllegalStateException if the database does not answer from the beginning
   */
  public List<Finding> check(List<Invariant> invariants, Consumer<Finding> found) {
    List<Finding> findings = new ArrayList<>();
    Consumer<Finding> kept =
        finding -> {
          findings.add(finding);
          found.accept(finding);
        };
    try {
      jdbi.useTransaction(
          handle -> {
            begin(handle);
            findings(handle, invariants, kept);
          });
    } catch (JdbiException e) {
      String why = "the database does not answer: " + root(e).getMessage();
      if (findings.isEmpty()) {
        throw new IllegalStateException(why, e);
      }
      invariants.stream()
          .skip(findings.size())
          .map(invariant -> new Finding.Unchecked(invariant, Duration.ZERO, why))
          .forEach(kept);
    }
    return findings;
  }

  /** Within a transaction that somebody else has begun. */
  List<Finding> findings(Handle handle, List<Invariant> invariants, Consumer<Finding> found) {
    List<Finding> findings = new ArrayList<>();
    for (Invariant invariant : invariants) {
      Finding finding = check(handle, invariant);
      findings.add(finding);
      found.accept(finding);
    }
    return findings;
  }

  private void begin(Handle handle) {
    handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    handle.execute("SET LOCAL statement_timeout = " + eachAtMost.toMillis());
    handle.execute("SET LOCAL work_mem = '" + WORK_MEM + "'");
    // Whole tables are joined; compiling the joins first costs small databases more than it saves.
    handle.execute("SET LOCAL jit = off");
  }

  /** A statement that fails undoes itself alone, so that the next is asked of the same moment. */
  private Finding check(Handle handle, Invariant invariant) {
    handle.savepoint(SAVEPOINT);
    long began = System.nanoTime();
    Found rows;
    try {
      rows = look(handle, invariant);
    } catch (StatementException e) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      undo(handle, e);
      return new Finding.Unchecked(invariant, took, String.valueOf(root(e).getMessage()));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    handle.releaseSavepoint(SAVEPOINT);
    return rows.offenders() == 0
        ? new Finding.Holds(invariant, took)
        : new Finding.Broken(invariant, took, rows.offenders(), rows.shown());
  }

  /** Fails as the statement did where that took the connection with it. */
  private static void undo(Handle handle, StatementException failure) {
    try {
      handle.rollbackToSavepoint(SAVEPOINT);
    } catch (TransactionException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private record Found(long offenders, List<Map<String, String>> shown) {}

  private Found look(Handle handle, Invariant invariant) {
    List<Map<String, String>> rows =
        handle
            .createQuery(
                "SELECT o.*, count(*) OVER () AS %s FROM (%s) o ORDER BY 1, 2 LIMIT %d"
                    .formatted(ALL, invariant.offenders(), shownAtMost))
            .map((row, _) -> columns(row))
            .list();
    long offenders = rows.isEmpty() ? 0 : Long.parseLong(rows.getFirst().getOrDefault(ALL, "0"));
    rows.forEach(row -> row.remove(ALL));
    return new Found(offenders, rows);
  }

  private static Map<String, String> columns(ResultSet row) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      String text = row.getString(column);
      if (text != null) {
        columns.put(row.getMetaData().getColumnLabel(column), text);
      }
    }
    return columns;
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}

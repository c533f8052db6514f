package io.payonce.store.views;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An operator's way into the database: a connection for each transaction, none kept open between.
 *
 * <p>Every call throws {@link IllegalStateException} if the database does not answer in time, or
 * refuses.
 */
public final class OperatorLink {
  private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(5);
  private static final Duration STATEMENT_AT_MOST = Duration.ofSeconds(20);
  private static final Duration SOCKET_AT_MOST = Duration.ofSeconds(30);

  private final Jdbi jdbi;

  public OperatorLink(ViewSettings settings) {
    requireNonNull(settings, "settings is null");
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("connectTimeout", Long.toString(CONNECT_AT_MOST.toSeconds()));
    properties.setProperty("loginTimeout", Long.toString(CONNECT_AT_MOST.toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(SOCKET_AT_MOST.toSeconds()));
    properties.setProperty("ApplicationName", "payonce-operator");
    properties.setProperty("logServerErrorDetail", "false");
    jdbi = Jdbi.create(settings.jdbcUrl(), properties);
  }

  /** Looks, in a transaction that sees one moment and cannot write. */
  public <T> T look(Function<Handle, T> looking) {
    return run(
        "does not answer",
        handle -> {
          handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
          return looking.apply(handle);
        });
  }

  /** Writes; if it throws, it is not known whether that was committed. */
  public <T> T change(Function<Handle, T> changing) {
    return run("did not confirm the change", changing);
  }

  private <T> T run(String otherwise, Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(
          handle -> {
            handle.execute("SET LOCAL statement_timeout = " + STATEMENT_AT_MOST.toMillis());
            return work.apply(handle);
          });
    } catch (JdbiException e) {
      throw new IllegalStateException("the database " + otherwise + ": " + root(e).getMessage(), e);
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}

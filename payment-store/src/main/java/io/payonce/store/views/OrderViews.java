package io.payonce.store.views;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.payonce.payments.OrderId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.postgres.PostgresPlugin;

/**
 * Looks at orders, through a few connections of its own and in transactions that cannot write, so
 * that whoever looks holds nobody up who decides. Opening it does not connect, and it never touches
 * the schema. Safe for many threads; keeps no state in sessions.
 */
public final class OrderViews implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(1);
  private static final Duration STATEMENT_AT_MOST = Duration.ofSeconds(2);
  private static final Duration SOCKET_AT_MOST = Duration.ofSeconds(4);
  private static final int TRANSACTIONS_AT_MOST = 100;

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private OrderViews(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
  }

  public static OrderViews open(ViewSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("payonce-views");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_AT_MOST.toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("socketTimeout", (int) SOCKET_AT_MOST.toSeconds());
    config.addDataSourceProperty("connectTimeout", (int) CONNECT_AT_MOST.toSeconds());
    config.addDataSourceProperty("ApplicationName", "payonce-views");
    // The details of an error quote rows, and rows hold what must not stand in a log.
    config.addDataSourceProperty("logServerErrorDetail", false);
    return new OrderViews(new HikariDataSource(config));
  }

  /** Looks one up; takes a few seconds at most. */
  public OrderLookup find(OrderId orderId) {
    try {
      return jdbi.inTransaction(handle -> find(handle, orderId))
          .<OrderLookup>map(OrderLookup.Found::new)
          .orElseGet(OrderLookup.Unknown::new);
    } catch (JdbiException e) {
      return new OrderLookup.Unavailable(String.valueOf(root(e).getMessage()));
    }
  }

  private static Optional<OrderView> find(Handle handle, OrderId orderId) {
    limit(handle);
    // One more than is shown tells whether there are more.
    List<TransactionView> latest =
        OrderViewRows.latestTransactions(handle, orderId, TRANSACTIONS_AT_MOST + 1);
    boolean more = latest.size() > TRANSACTIONS_AT_MOST;
    List<TransactionView> shown = latest.stream().limit(TRANSACTIONS_AT_MOST).toList().reversed();
    return OrderViewRows.order(handle, orderId, shown, more);
  }

  /** For this transaction alone: one moment for all its statements, no writing, and a limit. */
  private static void limit(Handle handle) {
    handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    handle
        .createQuery("SELECT set_config('statement_timeout', :statement, true)")
        .bind("statement", STATEMENT_AT_MOST.toMillis() + "ms")
        .mapTo(String.class)
        .one();
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  @Override
  public void close() {
    pool.close();
  }
}

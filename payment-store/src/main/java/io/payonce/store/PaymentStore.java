package io.payonce.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.payonce.consumer.ProgressStore;
import io.payonce.payments.OrderId;
import io.payonce.payments.Refund;
import io.payonce.payments.TransactionId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/**
 * The database. Opening it does not connect: the first use does, and brings the schema up to date,
 * so that a service can start while the database is away. Safe for many threads; keeps no state in
 * sessions.
 */
public final class PaymentStore implements OrderTransactions, AutoCloseable {
  private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(3);

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final StoreSettings settings;
  private volatile boolean migrated;

  private PaymentStore(HikariDataSource pool, StoreSettings settings) {
    this.pool = pool;
    this.jdbi =
        Jdbi.create(pool)
            .installPlugin(new PostgresPlugin())
            .registerArrayType(Boolean.class, "boolean")
            .registerArrayType(OffsetDateTime.class, "timestamptz");
    this.settings = settings;
  }

  public static PaymentStore open(StoreSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("payonce-store");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(CONNECT_AT_MOST.toMillis());
    config.setInitializationFailTimeout(-1);
    Duration socketAtMost = settings.transactionAtMost().plusSeconds(5);
    config.addDataSourceProperty("socketTimeout", (int) socketAtMost.toSeconds());
    config.addDataSourceProperty("connectTimeout", (int) CONNECT_AT_MOST.toSeconds());
    config.addDataSourceProperty("ApplicationName", "payonce");
    // The details of an error quote rows, and rows hold what must not stand in a log.
    config.addDataSourceProperty("logServerErrorDetail", false);
    return new PaymentStore(new HikariDataSource(config), settings);
  }

  @Override
  public <T> T inTransaction(Function<BatchTransaction, T> work) {
    return inHandle(handle -> work.apply(BatchTransaction.ofWorker(handle)));
  }

  /** The transactions of an order, payments and refunds; empty for an order that is not known. */
  public Set<TransactionId> transactionsOf(OrderId order) {
    return inHandle(
        handle ->
            handle
                .createQuery("SELECT transaction_id FROM transactions WHERE order_id = :order")
                .bind("order", order.value())
                .map((row, context) -> new TransactionId(row.getString("transaction_id")))
                .collect(Collectors.toSet()));
  }

  /** How far the commands have been read. */
  public ProgressStore progress() {
    return new ProgressInPostgres(this);
  }

  /** How many refunds are under way, by how they stand; those without any are left out. */
  public Map<Refund.Status, Long> refundsUnderWay() {
    return inHandle(RefundRows::underWay);
  }

  /** Brings the schema up to date, if that has not been done by this instance. */
  public void migrate() {
    if (migrated) {
      return;
    }
    synchronized (this) {
      if (!migrated) {
        flyway().migrate();
        migrated = true;
      }
    }
  }

  /**
   * Makes sure that the schema is up to date, for those who must not change it: a dry run.
   *
   * @throws IllegalStateException if it is not
   */
  public void requireMigrated() {
    int pending = flyway().info().pending().length;
    if (pending > 0) {
      throw new IllegalStateException(
          "the database's schema is older than this version, and a dry run does not change it:"
              + " start a processor of this version first");
    }
    migrated = true;
  }

  private Flyway flyway() {
    return Flyway.configure()
        .dataSource(pool)
        .locations("classpath:io/payonce/store/migrations")
        .load();
  }

  /** Whether the database answers; for the readiness page. */
  public boolean answers() {
    return jdbi.withHandle(handle -> handle.select("SELECT 1").mapTo(Integer.class).one()) == 1;
  }

  <T> T inHandle(Function<Handle, T> work) {
    migrate();
    return jdbi.inTransaction(
        handle -> {
          limit(handle);
          return work.apply(handle);
        });
  }

  /** Limits for this transaction alone, so that nothing stays behind in a pooled session. */
  private void limit(Handle handle) {
    handle
        .createQuery(
            """
            SELECT set_config('transaction_timeout', '%dms', true),
                   set_config('statement_timeout', '%dms', true)
            """
                .formatted(
                    settings.transactionAtMost().toMillis(), settings.statementAtMost().toMillis()))
        .map((row, context) -> true)
        .one();
  }

  @Override
  public void close() {
    pool.close();
  }
}

package io.payonce.store.reconciling;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.payonce.payments.PaymentMethod;
import io.payonce.store.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/**
 * Reads what is not settled, and keeps the lease for asking about it. It has connections of its
 * own, so that a slow question takes none from the workers; it brings no schema up to date, and
 * changes no payment. Safe for many threads.
 */
public final class UnsettledStore implements AutoCloseable {
  private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 2;

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private UnsettledStore(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi =
        Jdbi.create(pool)
            .installPlugin(new PostgresPlugin())
            .registerArrayType(OffsetDateTime.class, "timestamptz");
  }

  /** Does not connect: the first use does. */
  public static UnsettledStore open(StoreSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("payonce-unsettled");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_AT_MOST.toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("socketTimeout", (int) settings.statementAtMost().toSeconds());
    config.addDataSourceProperty("connectTimeout", (int) CONNECT_AT_MOST.toSeconds());
    config.addDataSourceProperty("ApplicationName", "payonce-unsettled");
    config.addDataSourceProperty("logServerErrorDetail", false);
    return new UnsettledStore(new HikariDataSource(config));
  }

  /**
   * A stretch of time, and how much of it.
   *
   * @param after what was due then, or earlier, is done
   * @param until what is due then counts
   * @param atMost how many to return; those due at the same time as the last one come on top, so
   *     that none of them is forgotten
   */
  public record Stretch(Instant after, Instant until, int atMost) {
    public Stretch {
      requireNonNull(after, "after is null");
      requireNonNull(until, "until is null");
      if (atMost < 1) {
        throw new IllegalArgumentException("atMost must be positive");
      }
    }
  }

  /**
   * What became due in the stretch, the longest due first. Each payment and refund counts at the
   * latest age that it has reached, so that it is named once, however long the stretch.
   */
  public List<Unsettled> due(
      PaymentMethod method, AskingAges ofPayments, AskingAges ofRefunds, Stretch stretch) {
    List<Unsettled> due =
        jdbi.withHandle(
            handle -> {
              List<Unsettled> all = new ArrayList<>();
              all.addAll(
                  UnsettledRows.due(handle, Unsettled.Kind.PAYMENT, method, ofPayments, stretch));
              all.addAll(
                  UnsettledRows.due(handle, Unsettled.Kind.REFUND, method, ofRefunds, stretch));
              return all;
            });
    due.sort(Comparator.comparing(Unsettled::due).thenComparing(Unsettled::id));
    if (due.size() <= stretch.atMost()) {
      return due;
    }
    Instant last = due.get(stretch.atMost() - 1).due();
    return due.stream().filter(each -> !each.due().isAfter(last)).toList();
  }

  /** The leases of this database. */
  public Leases leases() {
    return new Leases(jdbi);
  }

  @Override
  public void close() {
    pool.close();
  }
}

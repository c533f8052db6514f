package io.payonce.benchmarks;

import io.payonce.embedded.EmbeddedServers;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.schemas.Topics;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * One run: on one set of servers, callbacks are applied in batches by a real worker, then others
 * one at a time, then others by set-based SQL alone; then the books are checked.
 */
public final class CallbackBenchmark {
  private static final String DATABASE = "bench";
  private static final int AT_ONCE = 32;
  private static final int SQL_THREADS = 2;
  private static final int SQL_CONNECTIONS = 4;
  private static final int MOST_SQL_RECORDS = 200_000;
  private static final int ONE_AT_A_TIME_SHARE = 5;
  private static final int LEAST = 1_000;
  private static final Duration REDIS_ANSWERS_WITHIN = Duration.ofSeconds(10);

  private final EmbeddedServers servers;
  private final BenchSize size;
  private final Consumer<String> tell;
  private final Database database;
  private final BenchTopics topics;

  private CallbackBenchmark(EmbeddedServers servers, BenchSize size, Consumer<String> tell) {
    this.servers = servers;
    this.size = size;
    this.tell = tell;
    this.database = new Database(servers.postgres().jdbcUrl(DATABASE), servers.postgres().user());
    this.topics = new BenchTopics(servers.kafka().bootstrapServers(), new Topics(""));
  }

  /**
   * Starts servers, measures, and stops them.
   *
   * @param tell is told what is being done
   * @throws GuaranteeBroken if the outcomes or the database are not as they must be
   * @throws IllegalStateException if the run did not come to its end
   */
  public static CallbackFigures run(BenchSize size, Consumer<String> tell) {
    tell.accept("Starting Kafka, PostgreSQL and Redis ...");
    try (EmbeddedServers servers = EmbeddedServers.start()) {
      return new CallbackBenchmark(servers, size, tell).measure();
    } catch (IOException | SQLException | ExecutionException e) {
      throw new IllegalStateException("the benchmark did not come to its end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the benchmark was interrupted", e);
    }
  }

  private CallbackFigures measure()
      throws IOException, SQLException, ExecutionException, InterruptedException {
    Workload batched = workload(0, size.orders(), size.records(), 0);
    Workload single = dense(batched, Math.max(LEAST, size.records() / ONE_AT_A_TIME_SHARE), 1);
    Workload sql = dense(single, Math.min(MOST_SQL_RECORDS, size.records()), 2);
    servers.postgres().createDatabase(DATABASE);
    topics.createOn(servers.kafka());
    try (PaymentStore store = store()) {
      store.migrate();
      tell.accept("Creating " + sql.orders().end() + " pending orders ...");
      PendingOrders.create(database, sql.orders().end());
      Outcomes.Seen seen = throughWorker(batched);
      tell.accept("Applying " + single.records() + " callbacks one at a time ...");
      double oneAtATime = oneAtATime(single);
      tell.accept("Applying " + sql.records() + " callbacks by set-based SQL alone ...");
      double sqlOnly = sqlOnly(store, sql);
      tell.accept("Checking the books ...");
      requireNothing(
          Books.check(database, List.of(batched.orders(), single.orders(), sql.orders())));
      return new CallbackFigures(size, seen.all(), seen.secondHalf(), oneAtATime, sqlOnly);
    }
  }

  /** A workload of orders after another's, all but the repeats for an order of their own. */
  private Workload dense(Workload before, int records, int tag) {
    return workload(before.orders().end(), Workload.distinct(records), records, tag);
  }

  private Workload workload(long first, long orders, int records, int tag) {
    return Workload.of(
        new Workload.Orders(first, orders, Workload.distinct(records)), records, size.seed(), tag);
  }

  private PaymentStore store() {
    return PaymentStore.open(
        StoreSettings.of(database.jdbcUrl(), database.user(), "not-needed", SQL_CONNECTIONS));
  }

  private Outcomes.Seen throughWorker(Workload workload) throws IOException, InterruptedException {
    tell.accept("Publishing " + workload.records() + " callbacks ...");
    topics.publish(workload);
    tell.accept("Applying them in batches ...");
    Outcomes outcomes = new Outcomes(topics, workload);
    try (WorkerProcess worker = WorkerProcess.start(workerSettings())) {
      CpuMeter meter =
          CpuMeter.of(
              worker.pid(), servers.folder().resolve("postgresql-data"), servers.redis().url());
      Outcomes.Seen seen = outcomes.watch(worker, meter::read);
      requireNothing(outcomes.check());
      worker.discardLog();
      return seen;
    }
  }

  private Map<String, String> workerSettings() {
    return Map.of(
        "PAYONCE_LOG_LEVEL", "WARN",
        "PAYONCE_MANAGEMENT_PORT", "0",
        "KAFKA_BOOTSTRAP_SERVERS", servers.kafka().bootstrapServers(),
        "REDIS_URL", servers.redis().url(),
        "POSTGRES_URL", database.jdbcUrl(),
        "POSTGRES_USER", database.user(),
        "POSTGRES_PASSWORD", "not-needed",
        "VNPAY_TMN_CODE", "BENCHTMN",
        "VNPAY_HASH_SECRET", "NOTUSEDBYTHEWORKEROFTHEBENCHMARK");
  }

  private double oneAtATime(Workload workload)
      throws SQLException, InterruptedException, ExecutionException {
    List<OneTransaction> connections = new ArrayList<>();
    try (RedisLink redis = RedisLink.connect(RedisSettings.of(servers.redis().url()))) {
      if (!redis.awaitConnected(REDIS_ANSWERS_WITHIN)) {
        throw new IllegalStateException("Redis does not answer");
      }
      for (int number = 0; number < AT_ONCE; number++) {
        connections.add(new OneTransaction(database));
      }
      return Lanes.perSecond(workload, List.of(new OneAtATime(connections, redis)));
    } finally {
      for (OneTransaction connection : connections) {
        connection.close();
      }
    }
  }

  private static double sqlOnly(PaymentStore store, Workload workload)
      throws InterruptedException, ExecutionException {
    List<SqlOnly> lanes = new ArrayList<>();
    for (int number = 0; number < SQL_THREADS; number++) {
      lanes.add(SqlOnly.taking(store, number, workload.records()));
    }
    return Lanes.perSecond(workload, lanes);
  }

  private static void requireNothing(List<String> broken) {
    if (!broken.isEmpty()) {
      throw new GuaranteeBroken(broken);
    }
  }
}

package io.payonce.benchmarks;

import io.payonce.benchmarks.rig.BenchTopics;
import io.payonce.benchmarks.rig.Database;
import io.payonce.benchmarks.rig.Stock;
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
import java.util.Optional;
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
  private static final int WARM_UP = 400_000;
  private static final int STEADY = 20_000;
  private static final Duration REDIS_ANSWERS_WITHIN = Duration.ofSeconds(10);

  private final EmbeddedServers servers;
  private final BenchSize size;
  private final Consumer<String> tell;
  private final Database database;
  private final BenchTopics topics;
  private final List<Workload.Orders> used = new ArrayList<>();

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
    servers.postgres().createDatabase(DATABASE);
    topics.createOn(servers.kafka());
    try (PaymentStore store = store()) {
      store.migrate();
      Stock.put(database);
      Optional<Stretch> few = Optional.empty();
      if (size.isLarge()) {
        Workload warmUp = next(WARM_UP);
        few =
            Optional.of(
                worker().run(warmUp, next(BenchSize.USUAL_RECORDS), Optional.empty()).stretch());
      }
      WorkerRun.Seen seen = throughWorker();
      Workload single =
          next(
              Math.max(
                  LEAST, Math.min(size.records(), BenchSize.USUAL_RECORDS) / ONE_AT_A_TIME_SHARE));
      tell.accept("Applying %,d callbacks one at a time ...".formatted(single.records()));
      double oneAtATime = oneAtATime(single);
      Workload sql = next(Math.min(MOST_SQL_RECORDS, size.records()));
      tell.accept("Applying %,d callbacks by set-based SQL alone ...".formatted(sql.records()));
      double sqlOnly = sqlOnly(store, sql);
      tell.accept("Checking the books ...");
      WorkerRun.requireNothing(Books.check(database, used));
      return new CallbackFigures(
          size,
          few,
          seen.stretch(),
          seen.memory(),
          seen.latency().orElseThrow(),
          oneAtATime,
          sqlOnly);
    }
  }

  private WorkerRun.Seen throughWorker() throws IOException, SQLException, InterruptedException {
    Workload warmUp = next(WARM_UP);
    Workload measured = next(size.records(), size.orders());
    Workload steady = next(Math.min(STEADY, size.records()));
    return worker().run(warmUp, measured, Optional.of(steady));
  }

  private WorkerRun worker() {
    return new WorkerRun(servers, database, topics, tell);
  }

  private Workload next(int records) throws SQLException {
    return next(records, Workload.distinct(records));
  }

  /** Creates orders after all others, and returns callbacks for them. */
  private Workload next(int records, long orders) throws SQLException {
    long first = used.isEmpty() ? 0 : used.getLast().end();
    Workload.Orders created = new Workload.Orders(first, orders, Workload.distinct(records));
    tell.accept("Creating %,d pending orders ...".formatted(orders));
    PendingOrders.create(database, created.first(), created.end());
    used.add(created);
    return Workload.of(created, records, size.seed(), used.size());
  }

  private PaymentStore store() {
    return PaymentStore.open(
        StoreSettings.of(database.jdbcUrl(), database.user(), "not-needed", SQL_CONNECTIONS));
  }

  private double oneAtATime(Workload workload)
      throws SQLException, InterruptedException, ExecutionException {
    List<OneTransaction> connections = new ArrayList<>();
    try (RedisLink redis =
        RedisLink.connect(
            RedisSettings.of(servers.redis().url()).withCommandTimeout(REDIS_ANSWERS_WITHIN))) {
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
}

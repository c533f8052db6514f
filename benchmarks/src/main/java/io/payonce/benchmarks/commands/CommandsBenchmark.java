package io.payonce.benchmarks.commands;

import io.payonce.benchmarks.GuaranteeBroken;
import io.payonce.benchmarks.rig.BenchTopics;
import io.payonce.benchmarks.rig.Database;
import io.payonce.benchmarks.rig.JvmProcess;
import io.payonce.benchmarks.rig.OutcomeTopic;
import io.payonce.benchmarks.rig.Ports;
import io.payonce.benchmarks.rig.ServiceSettings;
import io.payonce.benchmarks.rig.Stock;
import io.payonce.benchmarks.rig.Work;
import io.payonce.benchmarks.rig.WorkMeter;
import io.payonce.embedded.EmbeddedServers;
import io.payonce.schemas.Topics;
import io.payonce.simulator.merchant.CallMeter;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run: orders are created by commands from an internal system, some are paid by callbacks, and
 * these are refunded through a gateway that takes its time; then the books are compared.
 */
public final class CommandsBenchmark {
  private static final String DATABASE = "bench";
  private static final Duration LATENCY = Duration.ofMillis(100);

  private final EmbeddedServers servers;
  private final CommandsSize size;
  private final Consumer<String> tell;
  private final Database database;
  private final BenchTopics topics;
  private final OrderPlan plan;

  private CommandsBenchmark(EmbeddedServers servers, CommandsSize size, Consumer<String> tell) {
    this.servers = servers;
    this.size = size;
    this.tell = tell;
    this.database = new Database(servers.postgres().jdbcUrl(DATABASE), servers.postgres().user());
    this.topics = new BenchTopics(servers.kafka().bootstrapServers(), new Topics(""));
    this.plan = new OrderPlan(size);
  }

  /**
   * Starts servers, measures, and stops them.
   *
   * @param tell is told what is being done
   * @throws GuaranteeBroken if the outcomes, the database or the gateway's books are not as they
   *     must be
   * @throws IllegalStateException if the run did not come to its end
   */
  public static CommandsFigures run(CommandsSize size, Consumer<String> tell) {
    tell.accept("Starting Kafka, PostgreSQL, Redis and a gateway ...");
    try (EmbeddedServers servers = EmbeddedServers.start();
        SlowGateway gateway = SlowGateway.start(LATENCY)) {
      CommandsFigures figures = new CommandsBenchmark(servers, size, tell).measure(gateway);
      gateway.discardLog();
      return figures;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the benchmark did not come to its end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the benchmark was interrupted", e);
    }
  }

  private CommandsFigures measure(SlowGateway gateway)
      throws IOException, SQLException, InterruptedException {
    servers.postgres().createDatabase(DATABASE);
    topics.createOn(servers.kafka());
    migrate();
    Stock.put(database);
    OutcomeTopic outcomes = new OutcomeTopic(topics);
    Work creates = createAndPay(gateway);
    CommandsFigures figures = refund(gateway, creates);
    tell.accept("Reading the outcomes and comparing the books ...");
    List<String> broken = new ArrayList<>(CommandTally.check(outcomes, plan));
    broken.addAll(RefundBooks.check(database, gateway.books(), size));
    if (!broken.isEmpty()) {
      throw new GuaranteeBroken(broken);
    }
    return figures;
  }

  private void migrate() {
    StoreSettings settings = StoreSettings.of(database.jdbcUrl(), database.user(), "not-needed", 2);
    try (PaymentStore store = PaymentStore.open(settings)) {
      store.migrate();
    }
  }

  /** All creates are there before the worker starts: the clock runs from its second half on. */
  private Work createAndPay(SlowGateway gateway) throws IOException {
    tell.accept("Publishing %,d creates ...".formatted(size.allOrders()));
    OutcomeTopic outcomes = new OutcomeTopic(topics);
    topics.publish(size.allOrders(), plan::create);
    tell.accept("Creating ...");
    try (JvmProcess worker =
            JvmProcess.startWorker(
                "callback-processor",
                io.payonce.callbacks.Main.class,
                ServiceSettings.ofProcessor(servers, database));
        OutcomeTopic.Watch watch = outcomes.watch(worker)) {
      WorkMeter meter = WorkMeter.of(worker, servers, watch);
      watch.countTo(size.warmUpOrders());
      WorkMeter.Mark began = meter.mark();
      watch.countTo(size.allOrders());
      WorkMeter.Mark ended = meter.mark();
      tell.accept("Paying %,d of the orders ...".formatted(size.allRefunds()));
      List<String> numbers = gateway.take(plan, size.allRefunds());
      topics.publish(size.allRefunds(), order -> plan.callback(order, numbers.get(order)));
      watch.countTo(size.allOrders() + size.allRefunds());
      worker.discardLog();
      return began.until(ended);
    }
  }

  private CommandsFigures refund(SlowGateway gateway, Work creates) throws IOException {
    tell.accept("Publishing %,d refunds ...".formatted(size.allRefunds()));
    OutcomeTopic outcomes = new OutcomeTopic(topics);
    topics.publish(size.allRefunds(), plan::refund);
    tell.accept("Refunding ...");
    int managementPort = Ports.free();
    try (JvmProcess worker =
            JvmProcess.startWorker(
                "refund-processor",
                io.payonce.refunds.Main.class,
                refundSettings(gateway, managementPort));
        OutcomeTopic.Watch watch = outcomes.watch(worker)) {
      WorkMeter meter = WorkMeter.of(worker, servers, watch);
      watch.countTo(size.warmUpRefunds());
      WorkMeter.Mark began = meter.mark();
      Moment first = Moment.of(gateway);
      InFlight inFlight;
      WorkMeter.Mark ended;
      Moment last;
      try (CallSamples samples = new CallSamples(managementPort)) {
        watch.countTo(size.warmUpRefunds() + size.refunds());
        ended = meter.mark();
        last = Moment.of(gateway);
        inFlight = first.until(last, samples);
      }
      watch.countTo(size.allRefunds());
      worker.discardLog();
      return new CommandsFigures(
          size, creates, began.until(ended), inFlight, LATENCY, last.cpu().minus(first.cpu()));
    }
  }

  private Map<String, String> refundSettings(SlowGateway gateway, int managementPort) {
    Map<String, String> settings = ServiceSettings.ofProcessor(servers, database);
    settings.put("VNPAY_API_URL", gateway.merchantApi().toString());
    settings.put("PAYONCE_MANAGEMENT_PORT", Integer.toString(managementPort));
    return settings;
  }

  /** What the gateway has done by then. */
  private record Moment(CallMeter.Page calls, Duration cpu, long nanos) {
    static Moment of(SlowGateway gateway) {
      return new Moment(gateway.calls(), gateway.cpu(), System.nanoTime());
    }

    InFlight until(Moment last, CallSamples samples) {
      return InFlight.between(calls, last.calls, Duration.ofNanos(last.nanos - nanos), samples);
    }
  }
}

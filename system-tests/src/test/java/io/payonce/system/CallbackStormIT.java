package io.payonce.system;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.payonce.embedded.junit.AllowLeaks;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * 20,000 callbacks through workers that are stopped, started and killed, with a Redis that forgets
 * and goes away.
 */
@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
class CallbackStormIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 20_000;
  private static final int CHUNKS = 8;

  private static final Duration DUE = Duration.ofMinutes(1);

  private static final Map<String, String> SMALL_BATCHES = Map.of("CALLBACK_MAX_BATCH", "200");

  @Test
  @AllowLeaks("killed processors cannot close their connections")
  void every_order_is_paid_once_whatever_is_killed(TestServers servers) {
    System.err.println("CallbackStormIT: -Dpayonce.seed=" + SEED);
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, CALLBACKS);
    try (Run run = new Run(installation, traffic);
        NoOutcomeOverdue outside = NoOutcomeOverdue.over(installation, DUE, 0);
        Fleet fleet = new Fleet(installation)) {
      fleet.startOne();
      run.openOrders();
      List<List<CallbackCommand>> chunks = chunks(traffic.callbacks());
      List<Runnable> faults = faults(servers, fleet);
      try (BooksWatch _ = BooksWatch.over(installation)) {
        for (int i = 0; i < CHUNKS; i++) {
          run.send(chunks.get(i));
          run.awaitOutcomes(chunks.get(i), chunks.get(i).size() / 4);
          faults.get(i).run();
        }
        run.awaitOutcomes(traffic.callbacks());
      }
      run.checkGuarantees();
      outside.check(run.evidence());
      fleet.close();
      run.publish(chunks.getFirst().subList(0, 1));
      // Nobody decides it: what watches from outside must see that.
      await().atMost(DUE).until(() -> outside.open() == 1);
    }
  }

  /** One fault while each chunk is a quarter through. */
  private static List<Runnable> faults(TestServers servers, Fleet fleet) {
    return List.of(
        fleet::startOne,
        () -> flush(servers),
        () -> servers.redis().stop(),
        fleet::killOne,
        () -> {
          servers.redis().start();
          fleet.startOne();
        },
        fleet::stopOne,
        fleet::startOne,
        fleet::killOne);
  }

  private static void flush(TestServers servers) {
    RedisClient client = RedisClient.create(servers.redisUrl());
    try (var connection = client.connect()) {
      connection.sync().flushall();
    } finally {
      client.shutdown();
    }
  }

  private static List<List<CallbackCommand>> chunks(List<CallbackCommand> callbacks) {
    List<List<CallbackCommand>> chunks = new ArrayList<>();
    int size = callbacks.size() / CHUNKS;
    for (int i = 0; i < CHUNKS; i++) {
      int end = i == CHUNKS - 1 ? callbacks.size() : (i + 1) * size;
      chunks.add(callbacks.subList(i * size, end));
    }
    return chunks;
  }

  /** The processors that run; the oldest is the one that a fault meets. */
  private static final class Fleet implements AutoCloseable {
    private final Installation installation;
    private final List<ProcessorProcess> running = new ArrayList<>();

    private Fleet(Installation installation) {
      this.installation = installation;
    }

    private void startOne() {
      running.add(ProcessorProcess.start(installation, SMALL_BATCHES));
    }

    private void killOne() {
      running.removeFirst().kill();
    }

    private void stopOne() {
      running.removeFirst().stop();
    }

    @Override
    public void close() {
      running.forEach(ProcessorProcess::close);
    }
  }
}

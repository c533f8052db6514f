package io.payonce.system;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.EmbeddedPostgresql;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An old copy of PostgreSQL's data directory is put back, while Redis still says "done" and Kafka's
 * offsets are ahead. The database goes back to where it was, its place in the log with it, and
 * everything is read again from there.
 */
@ExtendWith(EmbeddedServersExtension.class)
class TimeTravelIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 2_000;

  @TempDir private Path folder;

  @Test
  void under_running_workers_every_payment_is_right_again(TestServers servers) {
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, CALLBACKS).allowingDifferentOutcomes();
    try (Run run = new Run(installation, traffic);
        CallbackProcessor processor = installation.startProcessor()) {
      payHalf(run, traffic);
      Path copy = copyOf(servers.servers().postgres());
      payTheRest(run, traffic);
      putBack(servers.servers().postgres(), copy);
      run.awaitGuarantees();
    }
  }

  @Test
  void under_restarted_workers_every_payment_is_right_again(TestServers servers) {
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, CALLBACKS).allowingDifferentOutcomes();
    try (Run run = new Run(installation, traffic)) {
      Path copy;
      try (CallbackProcessor processor = installation.startProcessor()) {
        payHalf(run, traffic);
        copy = copyOf(servers.servers().postgres());
        payTheRest(run, traffic);
      }
      putBack(servers.servers().postgres(), copy);
      try (CallbackProcessor processor = installation.startProcessor()) {
        run.awaitGuarantees();
      }
    }
  }

  @Test
  void callbacks_that_come_again_after_it_do_not_believe_the_cache(TestServers servers) {
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, CALLBACKS).allowingDifferentOutcomes();
    try (Run run = new Run(installation, traffic);
        CallbackProcessor processor = installation.startProcessor()) {
      payHalf(run, traffic);
      Path copy = copyOf(servers.servers().postgres());
      List<CallbackCommand> rest = payTheRest(run, traffic);
      putBack(servers.servers().postgres(), copy);
      run.send(rest);
      run.awaitGuarantees();
    }
  }

  private static void payHalf(Run run, Traffic traffic) {
    System.err.println("TimeTravelIT: -Dpayonce.seed=" + SEED);
    run.openOrders();
    List<CallbackCommand> half = traffic.callbacks().subList(0, traffic.callbacks().size() / 2);
    run.send(half);
    run.awaitOutcomes(half);
  }

  private static List<CallbackCommand> payTheRest(Run run, Traffic traffic) {
    int size = traffic.callbacks().size();
    List<CallbackCommand> rest = traffic.callbacks().subList(size / 2, size);
    run.send(rest);
    run.awaitOutcomes(rest);
    return rest;
  }

  private Path copyOf(EmbeddedPostgresql postgres) {
    Path copy = folder.resolve("copy");
    postgres.stop();
    postgres.copyDataDirectory(copy);
    postgres.start();
    return copy;
  }

  private static void putBack(EmbeddedPostgresql postgres, Path copy) {
    postgres.stop();
    postgres.replaceDataDirectory(copy);
    postgres.start();
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL goes back to what it was at noon, first under running workers and then while none
 * runs, while Redis still says "done", Kafka's offsets are ahead, and the gateway has paid back
 * what the database knows nothing of. Its place in the log goes back with it, and everything is
 * read again from there.
 */
@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(300)
class TimeTravelIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());

  /** As in production: on a busy machine a lock may have to end by itself. */
  private static final Map<String, String> LOCKS = Map.of("CALLBACK_LOCK_AT_MOST", "30s");

  @TempDir private Path folder;

  @Test
  void old_copy_of_the_data_directory_is_caught_up(TestServers servers) {
    travel(servers, new OldCopy(servers.servers().postgres(), folder));
  }

  @Test
  void dump_that_is_loaded_into_a_new_cluster_is_caught_up(TestServers servers) {
    travel(servers, new LoadedDump(servers));
  }

  @Test
  void standby_that_lagged_and_is_promoted_is_caught_up(TestServers servers) {
    travel(servers, new PromotedStandby(servers));
  }

  private static void travel(TestServers servers, Journey journey) {
    System.err.println("TimeTravelIT: -Dpayonce.seed=" + SEED);
    Installation installation = Installation.on(servers);
    try (PlayedVnpay vnpay = new PlayedVnpay();
        Journey back = journey) {
      Day day = Day.of(SEED, vnpay);
      try (Run run = new Run(installation, day.traffic())) {
        try (Workers workers = Workers.start(installation, vnpay, LOCKS)) {
          run.openOrders(day.morning().creates());
          day.morning().pass(run);
          back.remember();
          day.afternoon().pass(run);
          back.goBack();
          // What comes again now must not believe the cache.
          run.send(day.afternoon().callbacks());
          awaitRight(run, day, vnpay);
          assertThat(workers.rewinds()).as("said of itself").isPositive();
        }
        back.goBack();
        try (Workers workers = Workers.start(installation, vnpay, LOCKS)) {
          awaitRight(run, day, vnpay);
          assertThat(workers.rewinds()).as("said of itself").isPositive();
        }
      }
    }
  }

  private static void awaitRight(Run run, Day day, PlayedVnpay vnpay) {
    run.awaitGuarantees(() -> new RefundedOnce(vnpay.books(), day.refunded()));
  }
}

package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.store.auditing.BooksCheck;
import io.payonce.store.auditing.Finding;
import io.payonce.store.auditing.Invariant;
import io.payonce.store.views.ViewSettings;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who checks the books again and again while workers write to them, and objects in the end
 * if they were ever seen wrong.
 */
final class BooksWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration EACH_AT_MOST = Duration.ofSeconds(60);
  private static final int SHOWN_AT_MOST = 5;

  private final BooksCheck check;
  private final Queue<List<Finding>> checks = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService watchman = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> watching;

  private BooksWatch(Installation installation) {
    this.check =
        new BooksCheck(
            new ViewSettings(
                installation.servers().jdbcUrl(), installation.servers().user(), "unused"),
            EACH_AT_MOST,
            SHOWN_AT_MOST);
    this.watching =
        watchman.scheduleWithFixedDelay(
            () -> checks.add(check.check(Invariant.all(), _ -> {})),
            0,
            PAUSE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Begins; the tables must be there. */
  static BooksWatch over(Installation installation) {
    return new BooksWatch(installation);
  }

  /** Waits for the check that is under way. */
  @Override
  public void close() {
    // A check that throws ends the watch.
    boolean watchedToTheEnd = watching.cancel(false);
    watchman.close();
    assertThat(watchedToTheEnd).as("the books could be read all the time").isTrue();
    System.err.println("the books were checked " + checks.size() + " times beside the run");
    assertThat(checks).as("checks beside the run").isNotEmpty();
    assertThat(checks)
        .as("what the books were seen to break beside the run")
        .flatExtracting(
            findings ->
                findings.stream().filter(finding -> !(finding instanceof Finding.Holds)).toList())
        .isEmpty();
  }
}

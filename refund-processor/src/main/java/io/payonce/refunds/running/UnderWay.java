package io.payonce.refunds.running;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.payonce.payments.Refund;
import io.payonce.store.PaymentStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the refunds that are not final, of all instances together, as the database knows them.
 * Those that stay unknown are what a person must look at.
 */
public final class UnderWay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnderWay.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final List<Refund.Status> COUNTED =
      List.of(Refund.Status.REQUESTED, Refund.Status.UNKNOWN, Refund.Status.PROCESSING);

  private final PaymentStore store;
  private final ScheduledExecutorService counting =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("payonce-refund-count").factory());
  private volatile Map<Refund.Status, Long> counts = Map.of();
  private volatile boolean known;

  /** Begins to count. */
  public UnderWay(PaymentStore store, MeterRegistry registry) {
    this.store = store;
    for (Refund.Status status : COUNTED) {
      registry.gauge(
          "payonce.refunds.under.way",
          Tags.of("status", status.name().toLowerCase(Locale.ROOT)),
          this,
          each -> each.count(status));
    }
    counting.scheduleWithFixedDelay(this::count, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private double count(Refund.Status status) {
    return known ? counts.getOrDefault(status, 0L) : Double.NaN;
  }

  private void count() {
    try {
      counts = store.refundsUnderWay();
      known = true;
    } catch (RuntimeException e) {
      // Whatever it was, the gauge says that nothing is known, and the next count may succeed.
      known = false;
      LOG.debug("refunds are not counted", e);
    }
  }

  @Override
  public void close() {
    counting.shutdownNow();
  }
}

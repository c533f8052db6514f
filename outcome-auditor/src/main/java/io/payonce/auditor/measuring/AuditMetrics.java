package io.payonce.auditor.measuring;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.payonce.payments.Outcome;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.alerts.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What the auditor counts, of the partitions that this process holds. Safe for many threads. */
public final class AuditMetrics {
  private static final double MILLIS = 1_000;

  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<Object, Figures> partitions = new ConcurrentHashMap<>();
  private final Counter unwatched;

  public AuditMetrics(MeterRegistry registry, Clock clock) {
    this.registry = requireNonNull(registry, "registry is null");
    this.clock = requireNonNull(clock, "clock is null");
    registry.gauge("payonce.audit.open", this, each -> each.sum(Figures::open));
    registry.gauge("payonce.audit.overdue", this, each -> each.sum(Figures::overdue));
    Gauge.builder("payonce.audit.oldest.open", this, AuditMetrics::oldestSeconds)
        .baseUnit("seconds")
        .register(registry);
    unwatched = registry.counter("payonce.audit.unwatched");
    for (CommandKind kind : CommandKind.values()) {
      unreadable(kind);
    }
    for (String alert : new String[] {"overdue", "cleared", "duplicates", "rejections"}) {
      alerts(alert);
    }
  }

  /** Shows how far behind the present the auditor is, in seconds. */
  public void watchReading(Supplier<Instant> readThrough) {
    Gauge.builder("payonce.audit.behind", readThrough, each -> seconds(each.get()))
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  /**
   * Shows the figures of a partition in place of its former ones.
   *
   * @param holder whoever holds the partition at the moment
   */
  public void show(Object holder, Figures figures) {
    partitions.put(holder, figures);
  }

  /** The partition is held no more. */
  public void forget(Object holder) {
    partitions.remove(holder);
  }

  /** A record that names no command that can be read. */
  public void sawUnreadable(CommandKind kind) {
    unreadable(kind).increment();
  }

  /** A command that is not watched because too many lack an outcome already. */
  public void unwatched() {
    unwatched.increment();
  }

  public void raised(Alert alert) {
    alerts(
            switch (alert) {
              case Alert.Overdue _ -> "overdue";
              case Alert.Cleared _ -> "cleared";
              case Alert.Storm storm ->
                  storm.outcome() == Outcome.DUPLICATE ? "duplicates" : "rejections";
            })
        .increment();
  }

  public void settled(CommandKind kind, String method, Outcome outcome) {
    registry
        .counter(
            "payonce.audit.outcomes",
            Tags.of("kind", kind.label())
                .and("method", method, "outcome", outcome.name().toLowerCase(Locale.ROOT)))
        .increment();
  }

  private Counter unreadable(CommandKind kind) {
    return registry.counter("payonce.audit.unreadable", "kind", kind.label());
  }

  private Counter alerts(String alert) {
    return registry.counter("payonce.audit.alerts", "alert", alert);
  }

  private int sum(ToIntFunction<Figures> figure) {
    return partitions.values().stream().mapToInt(figure).sum();
  }

  private double oldestSeconds() {
    return partitions.values().stream()
        .map(Figures::oldest)
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .map(this::seconds)
        .orElse(0.0);
  }

  private double seconds(Instant since) {
    return Math.max(0, Duration.between(since, clock.instant()).toMillis()) / MILLIS;
  }
}

package io.payonce.auditor.storms;

import static java.util.Objects.requireNonNull;

import io.payonce.auditor.measuring.AuditMetrics;
import io.payonce.auditor.watching.Tally;
import io.payonce.payments.Outcome;
import io.payonce.schemas.alerts.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Counts outcomes in windows of their own times, and tells each storm once a window. A window is
 * kept for ten times its length after its end, for outcomes that are read late.
 */
public final class StormProcessor implements Processor<String, Tally, String, Alert> {
  private static final String WINDOWS = "windows";
  private static final int KEPT_WINDOWS = 10;

  private final StormSettings settings;
  private final AuditMetrics metrics;
  private @Nullable Attached attached;

  private record Attached(
      ProcessorContext<String, Alert> context, KeyValueStore<String, WindowCounts> windows) {}

  private StormProcessor(StormSettings settings, AuditMetrics metrics) {
    this.settings = requireNonNull(settings, "settings is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /** Makes one for each partition, with its store: in memory, and in a changelog. */
  public static ProcessorSupplier<String, Tally, String, Alert> supplier(
      StormSettings settings, AuditMetrics metrics) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, Tally, String, Alert> get() {
        return new StormProcessor(settings, metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(WINDOWS), Serdes.String(), WindowCounts.serde()));
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    attached = new Attached(context, context.getStateStore(WINDOWS));
    context.schedule(settings.window(), PunctuationType.WALL_CLOCK_TIME, this::dropOld);
  }

  @Override
  public void process(Record<String, Tally> record) {
    Attached here = requireNonNull(attached, "not initialised");
    Tally tally = record.value();
    String key = record.key() + " " + tally.windowFrom().toEpochMilli();
    WindowCounts before = here.windows().get(key);
    WindowCounts counts =
        (before == null ? WindowCounts.NONE : before).plus(tally.outcome(), tally.count());
    Optional<Alert.Storm> storm = storm(tally, counts, now(here));
    here.windows().put(key, storm.isPresent() ? counts.telling(tally.outcome()) : counts);
    storm.ifPresent(
        alert -> {
          metrics.raised(alert);
          here.context().forward(new Record<>(alert.key(), alert, alert.at().toEpochMilli()));
        });
  }

  private Optional<Alert.Storm> storm(Tally tally, WindowCounts counts, Instant now) {
    Outcome outcome = tally.outcome();
    return settings
        .limit(outcome)
        .filter(limit -> limit.isPassed(counts.of(outcome), counts.total()))
        .filter(_ -> !counts.told().contains(outcome))
        .map(
            _ ->
                new Alert.Storm(
                    now,
                    outcome,
                    tally.labels().kind(),
                    tally.labels().method(),
                    new Alert.Window(
                        tally.windowFrom(), tally.windowFrom().plus(settings.window())),
                    counts.of(outcome),
                    counts.total()));
  }

  private void dropOld(long nowMillis) {
    Attached here = requireNonNull(attached, "not initialised");
    Duration kept = settings.window().multipliedBy(KEPT_WINDOWS);
    long oldest = nowMillis - kept.toMillis();
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, WindowCounts> all = here.windows().all()) {
      all.forEachRemaining(
          each -> {
            if (Long.parseLong(each.key.substring(each.key.lastIndexOf(' ') + 1)) < oldest) {
              old.add(each.key);
            }
          });
    }
    old.forEach(here.windows()::delete);
  }

  private static Instant now(Attached here) {
    return Instant.ofEpochMilli(here.context().currentSystemTimeMs());
  }
}

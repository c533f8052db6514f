package io.payonce.callbacks;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.payments.Outcome;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What became of the commands of one kind, counted. */
final class HandlerMetrics {
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
  private final Counter cacheHits;
  private final Counter lockRefusals;

  HandlerMetrics(MeterRegistry registry, CommandKind kind) {
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(
          outcome,
          registry.counter(
              "payonce.commands.decided",
              "kind",
              kind.label(),
              "outcome",
              outcome.name().toLowerCase(Locale.ROOT)));
    }
    cacheHits = registry.counter("payonce.cache.hits", "kind", kind.label());
    lockRefusals = registry.counter("payonce.lock.refusals", "kind", kind.label());
  }

  void decided(OutcomeMessage message) {
    Outcome outcome =
        switch (message) {
          case OutcomeMessage.Decided decided -> decided.decision().ruling().outcome();
          case OutcomeMessage.Duplicate _ -> Outcome.DUPLICATE;
          case OutcomeMessage.DeadLettered _ -> Outcome.DEAD_LETTERED;
        };
    requireNonNull(outcomes.get(outcome)).increment();
  }

  void answeredFromCache(int commands) {
    cacheHits.increment(commands);
  }

  void lockRefused() {
    lockRefusals.increment();
  }
}

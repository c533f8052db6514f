package io.payonce.callbacks;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.consumer.CommandWorker;
import io.payonce.consumer.watching.StepTimes;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What became of the commands of one kind, counted. Counters are looked up once and kept, since
 * every command of a batch comes through here. For one worker's thread.
 */
final class HandlerMetrics {
  /** What a handler can decide: who gives a command up decides nothing, and counts elsewhere. */
  private static final Set<Outcome> DECISIONS =
      EnumSet.complementOf(EnumSet.of(Outcome.DEAD_LETTERED));

  private final MeterRegistry registry;
  private final CommandKind kind;
  private final StepTimes steps;
  private final Map<PaymentMethod, Map<Outcome, Counter>> decided =
      new EnumMap<>(PaymentMethod.class);
  private final Map<Stop, Counter> duplicates = new EnumMap<>(Stop.class);
  private final Map<String, Counter> waits = new HashMap<>();
  private final Counter cacheHits;
  private final Counter lockRefusals;

  /** Where a command was stopped that another one had said before, or says at the same time. */
  enum Stop {
    /** An earlier command of the same batch said it. */
    BATCH,
    /** A cached result answered it. */
    CACHE,
    /** Somebody else had locked its key: it waits, and is most likely a duplicate then. */
    LOCK,
    /** The database knew of it. */
    DATABASE;

    /** As metrics and logs name it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param offered the methods whose counters are there from the start, at zero
   */
  HandlerMetrics(
      MeterRegistry registry,
      CommandKind kind,
      CommandWorker.Source source,
      Collection<PaymentMethod> offered) {
    this.registry = registry;
    this.kind = kind;
    steps = new StepTimes(registry, "kind", kind.label(), "source", source.label());
    for (PaymentMethod method : offered) {
      for (Outcome outcome : DECISIONS) {
        counter(method, outcome);
      }
    }
    for (Stop stop : Stop.values()) {
      duplicates.put(
          stop,
          registry.counter(
              "payonce.commands.duplicates", "kind", kind.label(), "stopped", stop.label()));
    }
    cacheHits = registry.counter("payonce.cache.hits", "kind", kind.label());
    lockRefusals = registry.counter("payonce.lock.refusals", "kind", kind.label());
  }

  StepTimes steps() {
    return steps;
  }

  void decided(PaymentMethod method, OutcomeMessage message) {
    counter(method, message.outcome()).increment();
  }

  private Counter counter(PaymentMethod method, Outcome outcome) {
    Map<Outcome, Counter> ofMethod = decided.get(method);
    Counter known = ofMethod == null ? null : ofMethod.get(outcome);
    return known == null ? lookedUp(method, outcome) : known;
  }

  private Counter lookedUp(PaymentMethod method, Outcome outcome) {
    Counter counter =
        registry.counter(
            "payonce.commands.decided",
            "kind",
            kind.label(),
            "method",
            method.name(),
            "outcome",
            outcome.name().toLowerCase(Locale.ROOT));
    decided.computeIfAbsent(method, _ -> new EnumMap<>(Outcome.class)).put(outcome, counter);
    return counter;
  }

  void duplicate(Stop stop) {
    requireNonNull(duplicates.get(stop)).increment();
  }

  /**
   * @param reason a short code
   */
  void waits(String reason) {
    waits
        .computeIfAbsent(
            reason,
            code ->
                registry.counter("payonce.commands.parked", "kind", kind.label(), "reason", code))
        .increment();
  }

  void answeredFromCache(int commands) {
    cacheHits.increment(commands);
  }

  void lockRefused() {
    lockRefusals.increment();
    duplicate(Stop.LOCK);
  }
}

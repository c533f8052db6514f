package io.payonce.refunds;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.payonce.consumer.Disposition;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CommandKind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What became of refund commands, and how their gateways are. Safe for many threads. */
final class HandlerMetrics {
  private static final String[] KIND = {"kind", CommandKind.REFUND.label()};

  /** What a handler can decide: who gives a command up decides nothing, and counts elsewhere. */
  private static final Set<Outcome> DECISIONS =
      EnumSet.complementOf(EnumSet.of(Outcome.DEAD_LETTERED));

  private final MeterRegistry registry;
  private final Counter duplicatesInDatabase;
  private final Counter duplicatesAtLock;
  private final Counter lockRefusals;

  HandlerMetrics(MeterRegistry registry) {
    this.registry = registry;
    duplicatesInDatabase = duplicates("database");
    duplicatesAtLock = duplicates("lock");
    lockRefusals = registry.counter("payonce.lock.refusals", KIND);
  }

  private Counter duplicates(String stopped) {
    return registry.counter("payonce.commands.duplicates", Tags.of(KIND).and("stopped", stopped));
  }

  /** The counters of a method are there from the start, at zero. */
  private void countFromZero(PaymentMethod method) {
    for (Outcome outcome : DECISIONS) {
      decided(method.name(), outcome);
    }
  }

  private Counter decided(String method, Outcome outcome) {
    return registry.counter(
        "payonce.commands.decided",
        Tags.of(KIND).and("method", method, "outcome", outcome.name().toLowerCase(Locale.ROOT)));
  }

  /**
   * The state of a gateway's breaker: 0 closed, 1 half open, 2 open; and the calls to it that are
   * under way.
   */
  void watch(Gateway gateway) {
    countFromZero(gateway.method());
    String[] tags = {"method", gateway.method().name()};
    registry.gauge(
        "payonce.gateway.breaker",
        Tags.of(tags),
        gateway,
        each ->
            switch (each.breaker()) {
              case CLOSED -> 0;
              case HALF_OPEN -> 1;
              case OPEN -> 2;
            });
    registry.gauge(
        "payonce.gateway.calls", Tags.of(tags), gateway, each -> each.api().callsInFlight());
  }

  void ended(Ending ending) {
    switch (ending) {
      case Ending.Known known -> {
        Outcome outcome = known.outcome().outcome();
        decided(known.method().map(Enum::name).orElse("none"), outcome).increment();
        if (outcome == Outcome.DUPLICATE) {
          duplicatesInDatabase.increment();
        }
      }
      case Ending.Waits waits -> {
        registry
            .counter("payonce.commands.parked", Tags.of(KIND).and("reason", waits.reason()))
            .increment();
        if (waits.reason().equals(Disposition.LOCKED)) {
          lockRefusals.increment();
          duplicatesAtLock.increment();
        }
      }
      case Ending.NotHeld _, Ending.Unstorable _ -> {}
    }
  }
}

package io.payonce.refunds;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.payonce.payments.Outcome;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What became of refund commands, and how their gateways are. Safe for many threads. */
final class HandlerMetrics {
  private final MeterRegistry registry;
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);

  HandlerMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(
          outcome,
          registry.counter(
              "payonce.commands.decided",
              "kind",
              CommandKind.REFUND.label(),
              "outcome",
              outcome.name().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * The state of a gateway's breaker: 0 closed, 1 half open, 2 open; and the calls to it that are
   * under way.
   */
  void watch(Gateway gateway) {
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
      case Ending.Known known -> decided(known.outcome());
      case Ending.Waits waits ->
          registry
              .counter(
                  "payonce.commands.waiting",
                  "kind",
                  CommandKind.REFUND.label(),
                  "reason",
                  waits.reason())
              .increment();
      case Ending.NotHeld _, Ending.Unstorable _ -> {}
    }
  }

  private void decided(OutcomeMessage message) {
    Outcome outcome =
        switch (message) {
          case OutcomeMessage.Decided decided -> decided.decision().ruling().outcome();
          case OutcomeMessage.Duplicate _ -> Outcome.DUPLICATE;
          case OutcomeMessage.DeadLettered _ -> Outcome.DEAD_LETTERED;
        };
    requireNonNull(outcomes.get(outcome)).increment();
  }
}

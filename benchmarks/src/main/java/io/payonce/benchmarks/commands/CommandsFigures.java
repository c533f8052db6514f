package io.payonce.benchmarks.commands;

import io.payonce.benchmarks.rig.Work;
import java.time.Duration;

/**
 * What a run measured; there is none unless its guarantees held.
 *
 * @param latency of the gateway, for each call
 * @param gatewayCpu CPU time that the played gateway used during the refunds
 */
public record CommandsFigures(
    CommandsSize size,
    Work creates,
    Work refunds,
    InFlight inFlight,
    Duration latency,
    Duration gatewayCpu) {
  double callsPerRefund() {
    return (double) inFlight.calls() / Math.max(1, refunds.count());
  }
}

package io.payonce.benchmarks.commands;

import io.payonce.simulator.merchant.CallMeter;
import java.time.Duration;

/**
 * Calls to the gateway while refunds were measured.
 *
 * @param calls how many there were, as the gateway counts
 * @param most in flight at once, as the gateway counts
 * @param mean in flight on the average, as the gateway counts
 * @param mostSeen in flight, as the processor tells, at the moments at which it was asked
 */
record InFlight(long calls, int most, double mean, long mostSeen) {

  static InFlight between(
      CallMeter.Page before, CallMeter.Page after, Duration elapsed, CallSamples samples) {
    return new InFlight(
        after.all() - before.all(),
        after.mostInFlight(),
        (double) (after.heldNanos() - before.heldNanos()) / Math.max(1, elapsed.toNanos()),
        samples.most());
  }
}

package io.payonce.benchmarks.ingress;

import java.time.Duration;

/**
 * What one server did under load for a while.
 *
 * @param serverCpu of the server's process meanwhile
 */
record Round(LoadRound load, Duration serverCpu) {
  private static final double NANOS_A_SECOND = 1e9;
  private static final double NANOS_A_MICRO = 1e3;

  /** Callbacks that were accepted. */
  double perSecond() {
    return load.accepted() * NANOS_A_SECOND / Math.max(1, load.elapsed().toNanos());
  }

  double serverMicros() {
    return micros(serverCpu);
  }

  double loadMicros() {
    return micros(load.cpu());
  }

  private double micros(Duration cpu) {
    return cpu.toNanos() / NANOS_A_MICRO / Math.max(1, load.sent());
  }
}

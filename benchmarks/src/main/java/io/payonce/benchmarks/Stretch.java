package io.payonce.benchmarks;

import java.time.Duration;

/**
 * A part of a run.
 *
 * @param used CPU time of each process meanwhile
 */
record Stretch(Rate rate, CpuTimes used) {
  double perSecond() {
    return rate.perSecond();
  }

  /** Microseconds of a process's CPU time for one callback. */
  double micros(Duration process) {
    return rate.microsForOne(process);
  }

  /** Of all processes, the counting of outcomes included. */
  double allMicros() {
    return micros(used.all());
  }
}

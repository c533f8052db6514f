package io.payonce.benchmarks.rig;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of a run that was measured.
 *
 * @param count of commands
 * @param elapsed how long they took together
 * @param used CPU time of each process meanwhile
 */
public record Work(int count, Duration elapsed, CpuMeter.Times used) {
  private static final double NANOS_A_SECOND = 1e9;
  private static final double NANOS_A_MICRO = 1e3;

  public double perSecond() {
    return perSecond(count, elapsed);
  }

  public static double perSecond(int count, Duration elapsed) {
    return count * NANOS_A_SECOND / Math.max(1, elapsed.toNanos());
  }

  /** Microseconds of a process's CPU time for one command. */
  public double micros(Duration process) {
    return process.toNanos() / NANOS_A_MICRO / Math.max(1, count);
  }

  /** Of all processes, the counting of outcomes included. */
  public double allMicros() {
    return micros(used.all());
  }

  /** Microseconds of each process's CPU time for one command. */
  public Map<String, Double> microsByProcess() {
    Map<String, Double> micros = new LinkedHashMap<>();
    micros.put("worker", micros(used.worker()));
    micros.put("kafka", micros(used.kafka()));
    micros.put("postgresql", micros(used.postgres()));
    micros.put("redis", micros(used.redis()));
    micros.put("outcomeCounter", micros(used.client()));
    return micros;
  }
}

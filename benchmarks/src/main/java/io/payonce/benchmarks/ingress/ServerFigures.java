package io.payonce.benchmarks.ingress;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * What one of the two servers did in all of its rounds: rates and costs are those of the median
 * round, latencies those of all callbacks together.
 */
record ServerFigures(List<Round> rounds) {
  private static final double MICROS_A_MILLI = 1e3;

  ServerFigures {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("there is no round");
    }
  }

  double perSecond() {
    return median(Round::perSecond);
  }

  double slowestPerSecond() {
    return rounds.stream().mapToDouble(Round::perSecond).min().orElseThrow();
  }

  double fastestPerSecond() {
    return rounds.stream().mapToDouble(Round::perSecond).max().orElseThrow();
  }

  double serverMicros() {
    return median(Round::serverMicros);
  }

  double loadMicros() {
    return median(Round::loadMicros);
  }

  /** The latency that so many percent of all callbacks kept within. */
  double millis(double percentile) {
    Histogram all = rounds.getFirst().load().micros().copy();
    rounds.stream().skip(1).forEach(round -> all.add(round.load().micros()));
    return all.getValueAtPercentile(percentile) / MICROS_A_MILLI;
  }

  long accepted() {
    return rounds.stream().mapToLong(round -> round.load().accepted()).sum();
  }

  long refused() {
    return rounds.stream().mapToLong(round -> round.load().refused().size()).sum();
  }

  private double median(ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

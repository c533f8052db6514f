package io.payonce.benchmarks.micro;

import java.util.List;

/** What a run measured. */
public record MicroFigures(List<Measured> measured) {
  public MicroFigures {
    measured = List.copyOf(measured);
  }

  /**
   * One operation.
   *
   * @param nanos of one thread, on average
   * @param error half the width of the interval that holds the true average with 99.9 % probability
   */
  public record Measured(String name, double nanos, double error) {}
}

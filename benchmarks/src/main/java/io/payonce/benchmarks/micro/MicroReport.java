package io.payonce.benchmarks.micro;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes down what a run measured. */
public final class MicroReport {
  private MicroReport() {}

  /** A small table, for people. */
  public static String text(MicroFigures figures) {
    StringBuilder text = new StringBuilder("\n%-24s%12s\n".formatted("", "ns/op"));
    for (MicroFigures.Measured measured : figures.measured()) {
      text.append("%-24s%,12.0f".formatted(measured.name(), measured.nanos()));
      if (Double.isFinite(measured.error())) {
        text.append("  ± %,.0f".formatted(measured.error()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The same as one line of JSON, for programs. */
  public static String json(MicroFigures figures) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (MicroFigures.Measured measured : figures.measured()) {
      ObjectNode node = json.putObject(measured.name());
      node.put("nanosPerOp", tenths(measured.nanos()));
      if (Double.isFinite(measured.error())) {
        node.put("error", tenths(measured.error()));
      }
    }
    return json.toString();
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}

package io.payonce.benchmarks.ingress;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes down what a run measured. */
public final class IngressReport {
  private static final int USUAL = 50;
  private static final int RARE = 99;

  private IngressReport() {}

  /** A small table, for people. */
  public static String text(IngressFigures figures) {
    return """

    %-34s%12s%12s
    %s\
      the ingress reaches %.0f %% of the floor

    Rates and costs are those of the median of %d rounds of %d s, latencies those of all callbacks
    together, at %d connections. The load generator is a process of its own on the same machine.
    Callbacks are answered when they are durable (VNPAY_ACK=received), so no worker takes part.
    Guarantees: held. Of %,d callbacks that were answered 00, each is in the topic; %,d were refused.
    """
        .formatted(
            "",
            "ingress",
            "floor",
            lines(figures.ingress(), figures.floor()),
            100 * figures.ratio(),
            figures.ingress().rounds().size(),
            figures.size().seconds(),
            figures.size().connections(),
            figures.ingress().accepted(),
            figures.ingress().refused());
  }

  private static String lines(ServerFigures ingress, ServerFigures floor) {
    return line("callbacks a second", "%,12.0f", ingress.perSecond(), floor.perSecond())
        + line("  slowest round", "%,12.0f", ingress.slowestPerSecond(), floor.slowestPerSecond())
        + line("  fastest round", "%,12.0f", ingress.fastestPerSecond(), floor.fastestPerSecond())
        + line("p50, ms", "%12.1f", ingress.millis(USUAL), floor.millis(USUAL))
        + line("p99, ms", "%12.1f", ingress.millis(RARE), floor.millis(RARE))
        + line("CPU of the server, µs each", "%12.1f", ingress.serverMicros(), floor.serverMicros())
        + line("CPU of the load, µs each", "%12.1f", ingress.loadMicros(), floor.loadMicros());
  }

  private static String line(String what, String format, double ingress, double floor) {
    return "%-34s".formatted(what) + (format + format + "\n").formatted(ingress, floor);
  }

  /** The same as one line of JSON, for programs. */
  public static String json(IngressFigures figures) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json.putObject("ingress"), figures.ingress());
    put(json.putObject("floor"), figures.floor());
    return json.put("ratio", Math.round(figures.ratio() * 1_000) / 1_000.0)
        .put("guarantees", "held")
        .put("seconds", figures.size().seconds())
        .put("connections", figures.size().connections())
        .toString();
  }

  private static void put(ObjectNode node, ServerFigures figures) {
    node.put("perSecond", Math.round(figures.perSecond()))
        .put("p50Millis", figures.millis(USUAL))
        .put("p99Millis", figures.millis(RARE))
        .put("cpuMicros", tenths(figures.serverMicros()))
        .put("loadCpuMicros", tenths(figures.loadMicros()))
        .put("slowestPerSecond", Math.round(figures.slowestPerSecond()))
        .put("fastestPerSecond", Math.round(figures.fastestPerSecond()))
        .put("accepted", figures.accepted())
        .put("refused", figures.refused());
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}

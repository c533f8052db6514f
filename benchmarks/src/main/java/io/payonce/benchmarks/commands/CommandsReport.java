package io.payonce.benchmarks.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.benchmarks.rig.Work;

/** Writes down what a run measured. */
public final class CommandsReport {
  private CommandsReport() {}

  /** A small table, for people. */
  public static String text(CommandsFigures figures) {
    return rates(figures) + costs(figures) + circumstances(figures);
  }

  private static String rates(CommandsFigures figures) {
    InFlight inFlight = figures.inFlight();
    return """

    %-52s%11s%11s
      %-50s%,11.0f%,11.0f

    Calls to the gateway, which takes %d ms for each
      for a refund                                      %11.2f
      a second                                          %,11.0f

    Calls in flight                                           mean       most
      as the gateway counts                             %11.0f%11d
      as the processor tells                            %11s%11d
    """
        .formatted(
            "",
            "creates",
            "refunds",
            "a second",
            figures.creates().perSecond(),
            figures.refunds().perSecond(),
            figures.latency().toMillis(),
            figures.callsPerRefund(),
            figures.callsPerRefund() * figures.refunds().perSecond(),
            inFlight.mean(),
            inFlight.most(),
            "",
            inFlight.mostSeen());
  }

  private static String costs(CommandsFigures figures) {
    StringBuilder text =
        new StringBuilder("\n%-52s%11s%11s\n".formatted("CPU µs for one", "create", "refund"));
    figures
        .creates()
        .microsByProcess()
        .forEach(
            (name, create) -> {
              Double refund = figures.refunds().microsByProcess().get(name);
              text.append("  %-50s%11.1f%11.1f\n".formatted(name, create, refund));
            });
    return text.append(
            "  %-50s%11.1f%11.1f\n"
                .formatted(
                    "together", figures.creates().allMicros(), figures.refunds().allMicros()))
        .append(
            "  %-50s%11s%11.1f\n".formatted("the played gateway, besides", "", gateway(figures)))
        .toString();
  }

  private static double gateway(CommandsFigures figures) {
    return figures.refunds().micros(figures.gatewayCpu());
  }

  private static String circumstances(CommandsFigures figures) {
    return """

    Both were published straight to their topics. Measured: %,d creates, %,d refunds in full, each
    with as many before it as it takes to warm up; a refund counts when the gateway has taken it.
    Guarantees: held. The gateway's books and ours agree to the last unit, each order is refunded
    once, each command has its one outcome. (--orders %d --refunds %d)
    """
        .formatted(
            figures.creates().count(),
            figures.refunds().count(),
            figures.size().orders(),
            figures.size().refunds());
  }

  /** The same as one line of JSON, for programs. */
  public static String json(CommandsFigures figures) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json.putObject("creates"), figures.creates());
    ObjectNode refunds = json.putObject("refunds");
    put(refunds, figures.refunds());
    InFlight inFlight = figures.inFlight();
    refunds
        .put("callsPerRefund", Math.round(figures.callsPerRefund() * 100) / 100.0)
        .put("inFlightMost", inFlight.most())
        .put("inFlightMean", tenths(inFlight.mean()))
        .put("inFlightMostSeen", inFlight.mostSeen())
        .put("gatewayCpuMicros", tenths(gateway(figures)));
    return json.put("gatewayMillis", figures.latency().toMillis())
        .put("guarantees", "held")
        .put("orders", figures.size().orders())
        .toString();
  }

  private static void put(ObjectNode node, Work work) {
    node.put("perSecond", Math.round(work.perSecond()));
    node.put("cpuMicros", tenths(work.allMicros()));
    ObjectNode byProcess = node.putObject("cpuMicrosByProcess");
    work.microsByProcess().forEach((name, micros) -> byProcess.put(name, tenths(micros)));
    node.put("measured", work.count());
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}

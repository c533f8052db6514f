package io.payonce.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes down how the demo went. */
public final class DemoReport {
  private static final String HOLDS = "\u2713";
  private static final String HOLDS_NOT = "\u2717";

  private DemoReport() {}

  /** Tables and proofs, for people. */
  public static String text(DemoResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        "\n%-42s %9s   answered (RspCode: how often)\n".formatted("What came in", "callbacks"));
    result
        .answers()
        .forEach(
            (why, codes) ->
                text.append("  %-40s %9d   %s\n".formatted(why, total(codes), spelled(codes))));
    text.append("\n%-42s %9s\n".formatted("What became of it", "callbacks"));
    result.becameOf().forEach((what, count) -> text.append("  %-40s %9d\n".formatted(what, count)));
    text.append("\nWhat must hold\n");
    for (Proof proof : result.proofs()) {
      String mark = proof.holds() ? HOLDS : HOLDS_NOT;
      text.append("  %s %s (%s)\n".formatted(mark, proof.claim(), proof.seen()));
    }
    text.append('\n');
    text.append(verdict(result));
    return text.toString();
  }

  private static String verdict(DemoResult result) {
    return result.holds()
        ? result.orders() + " orders, each paid exactly once. (--seed " + result.seed() + ")"
        : "It does NOT add up: see the lines with a cross. (--seed " + result.seed() + ")";
  }

  /** The same as one line of JSON, for programs. */
  public static String json(DemoResult result) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("holds", result.holds())
            .put("orders", result.orders())
            .put("seed", result.seed());
    ObjectNode answers = json.putObject("answers");
    result.answers().forEach((why, codes) -> put(answers.putObject(why), codes));
    put(json.putObject("becameOf"), result.becameOf());
    var proofs = json.putArray("proofs");
    for (Proof proof : result.proofs()) {
      proofs
          .addObject()
          .put("claim", proof.claim())
          .put("holds", proof.holds())
          .put("seen", proof.seen());
    }
    return json.toString();
  }

  private static void put(ObjectNode node, Map<String, Integer> counts) {
    counts.forEach(node::put);
  }

  private static int total(Map<String, Integer> codes) {
    return codes.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String spelled(Map<String, Integer> codes) {
    return codes.entrySet().stream()
        .map(code -> code.getKey() + ": " + code.getValue())
        .collect(Collectors.joining(", "));
  }
}

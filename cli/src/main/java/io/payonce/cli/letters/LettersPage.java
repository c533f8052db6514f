package io.payonce.cli.letters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.store.operating.LetterAction;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Writes dead letters down, a line each. */
final class LettersPage {
  private static final String LINE = "%-16s %-20s %-9s %-40s %-30s %s%n";
  private static final int REASON_AT_MOST = 40;

  private LettersPage() {}

  /** For people. */
  static String text(List<LetterLine> lines) {
    if (lines.isEmpty()) {
      return "There is no such dead letter.\n";
    }
    StringBuilder page = new StringBuilder();
    page.append(LINE.formatted("LETTER", "GIVEN UP AT", "STATE", "REASON", "FROM", "KEY"));
    for (LetterLine line : lines) {
      page.append(
          LINE.formatted(
              line.id(),
              line.at().truncatedTo(ChronoUnit.SECONDS),
              line.state(),
              cut(line.reason()),
              line.source(),
              line.key()));
    }
    return page.toString();
  }

  /** For programs: one line, an array. */
  static String json(List<LetterLine> lines) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(lines.size());
    for (LetterLine line : lines) {
      ObjectNode json = array.addObject();
      json.put("id", line.id().toString())
          .put("kind", line.id().kind().label())
          .put("at", line.at().toString())
          .put("state", line.state().toString())
          .put("reason", line.reason())
          .put("key", line.key())
          .put("redrives", line.redrives());
      source(json, line.source());
      line.last().ifPresent(action -> json.set("lastAction", action(action)));
    }
    return array.toString();
  }

  static ObjectNode action(LetterAction action) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("action", LetterState.after(Optional.of(action)).toString())
        .put("by", action.by())
        .put("at", action.at().toString());
    if (!action.reason().isEmpty()) {
      json.put("reason", action.reason());
    }
    action.commandId().ifPresent(id -> json.put("commandId", id.toString()));
    return json;
  }

  /** Where it was given up, taken apart; as it is where it cannot be. */
  static void source(ObjectNode json, String source) {
    String[] parts = source.split(" ");
    if (parts.length == 3 && parts[1].matches("\\d{1,9}") && parts[2].matches("\\d{1,18}")) {
      json.putObject("source")
          .put("topic", parts[0])
          .put("partition", Integer.parseInt(parts[1]))
          .put("offset", Long.parseLong(parts[2]));
    } else {
      json.put("source", source);
    }
  }

  private static String cut(String reason) {
    return reason.length() <= REASON_AT_MOST
        ? reason
        : reason.substring(0, REASON_AT_MOST - 3) + "...";
  }
}

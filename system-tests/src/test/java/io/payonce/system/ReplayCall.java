package io.payonce.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.payonce.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** {@code payonce replay}, run to its end in this process. */
record ReplayCall(int exitCode, JsonNode summary, String err) {

  /** With {@code --yes --json} and a state file. */
  static ReplayCall of(Map<String, String> environment, Path state, String arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            environment,
            new PrintWriter(out),
            new PrintWriter(err),
            Stream.of("replay", "--json", "--yes", "--state", state.toString(), arguments)
                .flatMap(part -> Stream.of(part.split(" ")))
                .toArray(String[]::new));
    return new ReplayCall(exitCode, summary(out.toString()), err.toString());
  }

  static JsonNode summary(String out) {
    try {
      return out.isBlank() ? MissingNode.getInstance() : new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + out, e);
    }
  }

  /** One of the figures over all topics. */
  long all(String figure) {
    return summary.path("all").path(figure).asLong(-1);
  }

  long of(String topic, String figure) {
    return summary.path(topic).path(figure).asLong(-1);
  }
}

package io.payonce.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** An input that was checked. */
record CheckRun(int exitCode, String out, String err) {
  static CheckRun json(String input) {
    return of(input, true);
  }

  static CheckRun json(JsonNode input) {
    return of(input.toString(), true);
  }

  static CheckRun page(JsonNode input) {
    return of(input.toString(), false);
  }

  private static CheckRun of(String input, boolean json) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    try {
      int exitCode =
          new CallbackCheck(new PrintWriter(out), new PrintWriter(err), json)
              .run(new ByteArrayInputStream(input.getBytes(UTF_8)));
      return new CheckRun(exitCode, out.toString(), err.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> findings() {
    try {
      return new JsonMapper().readTree(out).valueStream().toList();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode finding() {
    return findings().getFirst();
  }
}

package io.payonce.ingest.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A JSON object that a caller sent, and what is wrong with it. For one thread. */
public final class JsonBody {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();

  private JsonBody(JsonNode root) {
    this.root = root;
  }

  /**
   * Reads a call's body.
   *
   * @throws RequestRefused with 415 if it is not meant to be JSON, with 400 if it is not one JSON
   *     object, or names a field twice
   */
  public static JsonBody of(HttpCall call) {
    if (!call.mediaType().equals("application/json")) {
      throw new RequestRefused(415, "The body must be application/json.");
    }
    return parse(call.body());
  }

  /**
   * @throws RequestRefused with 400 if it is not one JSON object, or names a field twice
   */
  public static JsonBody parse(byte[] json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (IOException _) {
      throw new RequestRefused(400, "The body must be one JSON object that is in order.");
    }
    if (!root.isObject()) {
      throw new RequestRefused(400, "The body must be one JSON object that is in order.");
    }
    return new JsonBody(root);
  }

  public boolean has(String field) {
    return root.hasNonNull(field);
  }

  /** A missing node where there is none. */
  public JsonNode field(String name) {
    return root.path(name);
  }

  public Optional<String> required(String field) {
    JsonNode node = root.path(field);
    if (node.isTextual()) {
      return Optional.of(node.textValue());
    }
    note(field + (has(field) ? " must be text" : " is missing"));
    return Optional.empty();
  }

  /** Empty where there is none. */
  public String optional(String field) {
    return has(field) ? required(field).orElse("") : "";
  }

  public void note(String problem) {
    problems.add(problem);
  }

  /** Makes a value, or notes why it cannot be made; the domain's messages name field and rule. */
  public <T> Optional<T> noting(String where, Supplier<T> value) {
    try {
      return Optional.of(value.get());
    } catch (IllegalArgumentException wrong) {
      note(where + wrong.getMessage());
      return Optional.empty();
    }
  }

  /**
   * @throws RequestRefused with 400 if problems were noted
   */
  public void requireNoProblems() {
    if (!problems.isEmpty()) {
      throw new RequestRefused(400, String.join("; ", problems));
    }
  }
}

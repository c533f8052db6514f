package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The document of the API, to hold what a running ingress answers against. */
final class Openapi {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode root;

  Openapi(String yaml) {
    try {
      root = new YAMLMapper().readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    root.at("/components/schemas").forEach(Openapi::close);
  }

  /** Each path with the methods that it takes. */
  Map<String, Set<String>> calls() {
    return root.get("paths")
        .propertyStream()
        .collect(Collectors.toMap(Map.Entry::getKey, path -> methods(path.getValue())));
  }

  /**
   * Asserts that an answer has a status, and that this status is described with its media type, the
   * very fields of its body, and its headers.
   *
   * @param operationId of the call that was answered
   */
  void assertDescribed(int status, HttpResponse<String> answer, String operationId) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode described = resolved(operation(operationId).at("/responses/" + status));
    assertThat(described.isObject()).as("%s describes %s", operationId, status).isTrue();
    described
        .path("headers")
        .propertyStream()
        .forEach(header -> assertHeader(header.getKey(), resolved(header.getValue()), answer));
    if (!described.has("content")) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElseThrow();
    JsonNode content = described.get("content").path(type.replaceFirst(";.*", ""));
    assertThat(content.isObject()).as("%s of %s %s", type, operationId, status).isTrue();
    if (type.equals("application/json")) {
      assertThat(errors(content.get("schema"), answer.body())).as(answer.body()).isEmpty();
    }
  }

  /** Asserts that a request that was taken is one that the document allows. */
  void assertAllowed(String requestBody, String operationId) {
    JsonNode schema =
        operation(operationId).at("/requestBody/content/application~1json").path("schema");
    assertThat(schema.isObject()).isTrue();
    assertThat(errors(schema, requestBody)).as(requestBody).isEmpty();
  }

  private void assertHeader(String name, JsonNode described, HttpResponse<String> answer) {
    Optional<String> value = answer.headers().firstValue(name);
    if (described.path("required").asBoolean()) {
      assertThat(value).as(name).isPresent();
    }
    value.ifPresent(
        text ->
            assertThat(errors(described.get("schema"), JSON.valueToTree(text).toString()))
                .as(name)
                .isEmpty());
  }

  private List<String> errors(JsonNode schema, String json) {
    ObjectNode standalone = schema.deepCopy();
    standalone.set("components", root.get("components"));
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(standalone)
          .validate(JSON.readTree(json))
          .stream()
          .map(Object::toString)
          .toList();
    } catch (JsonProcessingException e) {
      return List.of("not JSON: " + json);
    }
  }

  private JsonNode operation(String id) {
    return root.get("paths")
        .valueStream()
        .flatMap(JsonNode::valueStream)
        .filter(operation -> operation.path("operationId").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static Set<String> methods(JsonNode path) {
    return path.propertyStream()
        .map(Map.Entry::getKey)
        .filter(METHODS::contains)
        .map(method -> method.toUpperCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Readers must ignore what they do not know, but here a field that is not described is wrong. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.has("properties")) {
      object.put("additionalProperties", false);
    }
  }
}

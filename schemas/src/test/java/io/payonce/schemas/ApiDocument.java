package io.payonce.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeSet;

/** A description of an interface in YAML, whose references lead into itself or to a schema file. */
record ApiDocument(JsonNode root) {
  static ApiDocument read(String fileName) {
    try {
      return new ApiDocument(new YAMLMapper().readTree(Samples.resource("/schemas/" + fileName)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode at(String pointer) {
    return root.at(pointer);
  }

  /** All targets of references, each once. */
  List<String> references() {
    return List.copyOf(new TreeSet<>(root.findValuesAsText("$ref")));
  }

  /** What a reference leads to; a missing node if that is nothing. */
  JsonNode target(String reference) {
    if (reference.startsWith("#")) {
      return root.at(reference.substring(1));
    }
    try {
      return new ObjectMapper().readTree(Samples.resource("/schemas/" + reference));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The node itself, or what its reference leads to. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? target(node.get("$ref").asText()) : node;
  }

  /** An independent validator of a schema in here, which may refer to the document's components. */
  Schema validator(JsonNode schema) {
    ObjectNode standalone = schema.deepCopy();
    standalone.set("components", root.get("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(standalone);
  }
}

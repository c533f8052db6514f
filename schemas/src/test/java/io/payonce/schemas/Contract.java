package io.payonce.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A JSON Schema, asked by an independent validator. */
enum Contract {
  CREATE("create-command.v1"),
  CALLBACK("callback-command.v1"),
  REFUND("refund-command.v1"),
  OUTCOME("outcome.v1"),
  ALERT("alert.v1");

  private static final ObjectMapper LENIENT = new ObjectMapper();

  private static final Map<Contract, Schema> SCHEMAS = new EnumMap<>(Contract.class);

  static {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    for (Contract contract : values()) {
      SCHEMAS.put(contract, registry.getSchema(contract.schemaText()));
    }
  }

  private final String fileName;

  Contract(String fileName) {
    this.fileName = fileName;
  }

  /** The JSON Schema itself. */
  String schemaText() {
    return new String(Samples.resource("/schemas/" + fileName + ".json"), UTF_8);
  }

  /** The JSON Schema itself, read. */
  JsonNode schema() {
    try {
      return LENIENT.readTree(schemaText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The contract of a sample, by the first part of its name. */
  static Contract ofSample(String name) {
    for (Contract contract : values()) {
      if (name.startsWith(contract.name().toLowerCase(Locale.ROOT) + ".")) {
        return contract;
      }
    }
    throw new IllegalArgumentException("no contract for " + name);
  }

  /** Whether the schema lets the text through, which must be JSON. */
  boolean accepts(String json) {
    try {
      return Objects.requireNonNull(SCHEMAS.get(this)).validate(LENIENT.readTree(json)).isEmpty();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the schema can only be asked about JSON", e);
    }
  }
}

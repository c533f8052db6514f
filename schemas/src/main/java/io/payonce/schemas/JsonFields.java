package io.payonce.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.payonce.payments.Money;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Strict reading of JSON objects: a field that is missing or of the wrong type is an {@link
 * IllegalArgumentException} that names the field and the rule, and never repeats the contents.
 * Unknown fields are ignored.
 */
final class JsonFields {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final JsonNode object;

  private JsonFields(JsonNode object) {
    this.object = object;
  }

  /** Reads one JSON object. */
  static JsonFields parse(byte[] value) {
    try {
      return of(MAPPER.readTree(value), "the value");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the value is not JSON", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the value is not UTF-8", e);
    }
  }

  private static JsonFields of(JsonNode node, String name) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(name + " must be a JSON object");
    }
    return new JsonFields(node);
  }

  boolean has(String field) {
    return object.hasNonNull(field);
  }

  String text(String field) {
    JsonNode node = require(field);
    if (!node.isTextual()) {
      throw new IllegalArgumentException(field + " must be a text");
    }
    return node.textValue();
  }

  String textOrEmpty(String field) {
    return has(field) ? text(field) : "";
  }

  Optional<String> optionalText(String field) {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  long wholeNumber(String field) {
    JsonNode node = require(field);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IllegalArgumentException(field + " must be a whole number");
    }
    return node.longValue();
  }

  UUID uuid(String field) {
    String text = text(field);
    UUID uuid;
    try {
      uuid = UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + " must be a UUID", e);
    }
    if (!uuid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException(field + " must be a UUID");
    }
    return uuid;
  }

  /**
   * A point in time of the years 2000 to 9999: beyond them no command was sent, and formats and
   * databases differ.
   */
  Instant instant(String field) {
    Instant instant;
    try {
      instant = Instant.parse(text(field));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(field + " must be an ISO 8601 instant", e);
    }
    if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
      throw new IllegalArgumentException(field + " must be of the years 2000 to 9999");
    }
    return instant;
  }

  <E extends Enum<E>> E oneOf(Class<E> type, String field) {
    String text = text(field);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(field + " is not one of the known values");
  }

  Money money(String field) {
    JsonFields money = object(field);
    return new Money(money.wholeNumber("minorUnits"), money.text("currency"));
  }

  JsonFields object(String field) {
    return of(require(field), field);
  }

  JsonNode node() {
    return object;
  }

  private JsonNode require(String field) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return node;
  }
}

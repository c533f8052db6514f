package io.payonce.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.payonce.payments.Money;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Strict reading of JSON objects: a field that is missing or of the wrong type is an {@link
 * IllegalArgumentException} that names the field and the rule, and never repeats the contents.
 * Unknown fields are ignored.
 */
public final class JsonFields {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final JsonNode object;

  private JsonFields(JsonNode object) {
    this.object = object;
  }

  /** Reads one JSON object. */
  public static JsonFields parse(byte[] value) {
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

  public boolean has(String field) {
    return object.hasNonNull(field);
  }

  public String text(String field) {
    JsonNode node = require(field);
    if (!node.isTextual()) {
      throw new IllegalArgumentException(field + " must be a text");
    }
    return node.textValue();
  }

  public String textOrEmpty(String field) {
    return has(field) ? text(field) : "";
  }

  Optional<String> optionalText(String field) {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  public long wholeNumber(String field) {
    JsonNode node = require(field);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IllegalArgumentException(field + " must be a whole number");
    }
    return node.longValue();
  }

  public boolean flag(String field) {
    JsonNode node = require(field);
    if (!node.isBoolean()) {
      throw new IllegalArgumentException(field + " must be true or false");
    }
    return node.booleanValue();
  }

  public UUID uuid(String field) {
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
  public Instant instant(String field) {
    Instant instant;
    try {
      instant = InstantText.parse(text(field));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(field + " must be an ISO 8601 instant", e);
    }
    if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
      throw new IllegalArgumentException(field + " must be of the years 2000 to 9999");
    }
    return instant;
  }

  public <E extends Enum<E>> E oneOf(Class<E> type, String field) {
    String text = text(field);
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException e) {
      // Its own message repeats the contents.
      throw new IllegalArgumentException(field + " is not one of the known values");
    }
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

  /**
   * Reads ISO 8601 instants. The form that we write ourselves, {@code 2026-01-31T23:59:59.123456Z},
   * is read digit by digit, as each command holds one and the JDK's general parser takes longer
   * than all the rest of a command; every other form is left to that parser, which also finds the
   * faults.
   */
  static final class InstantText {
    private static final String FORM = "0000-00-00T00:00:00";
    private static final int NANO_DIGITS = 9;

    private InstantText() {}

    /**
     * @throws java.time.DateTimeException if it is no instant
     */
    static Instant parse(String text) {
      return isOurForm(text) ? read(text) : Instant.parse(text);
    }

    private static boolean isOurForm(String text) {
      int last = text.length() - 1;
      if (last < FORM.length()
          || last > FORM.length() + 1 + NANO_DIGITS
          || text.charAt(last) != 'Z') {
        return false;
      }
      for (int i = 0; i < FORM.length(); i++) {
        if (FORM.charAt(i) == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != FORM.charAt(i)) {
          return false;
        }
      }
      if (last == FORM.length()) {
        return isTimeOfDay(text);
      }
      for (int i = FORM.length() + 1; i < last; i++) {
        if (!isDigit(text.charAt(i))) {
          return false;
        }
      }
      return text.charAt(FORM.length()) == '.' && last > FORM.length() + 1 && isTimeOfDay(text);
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    /** Midnight as hour 24, and leap seconds, are the JDK's to judge. */
    private static boolean isTimeOfDay(String text) {
      return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, 19) < 60;
    }

    private static Instant read(String text) {
      long day =
          LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
      long second =
          number(text, 11, 13) * 3_600L + number(text, 14, 16) * 60L + number(text, 17, 19);
      int nanos = 0;
      int last = text.length() - 1;
      for (int i = FORM.length() + 1; i <= FORM.length() + NANO_DIGITS; i++) {
        nanos = nanos * 10 + (i < last ? text.charAt(i) - '0' : 0);
      }
      return Instant.ofEpochSecond(day * 86_400L + second, nanos);
    }

    private static int number(String text, int from, int to) {
      int number = 0;
      for (int i = from; i < to; i++) {
        number = number * 10 + text.charAt(i) - '0';
      }
      return number;
    }
  }
}

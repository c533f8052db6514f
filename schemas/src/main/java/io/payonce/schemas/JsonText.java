package io.payonce.schemas;

import com.fasterxml.jackson.core.JsonGenerator;
import io.payonce.payments.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON object to memory. */
public final class JsonText {
  private static final int USUAL_SIZE = 512;

  private JsonText() {}

  /** The fields of the object. */
  @FunctionalInterface
  public interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** The object in UTF-8. */
  public static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = JsonFields.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return bytes.toByteArray();
  }

  static void money(JsonGenerator json, String field, Money money) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("minorUnits", money.minorUnits());
    json.writeStringField("currency", money.currency());
    json.writeEndObject();
  }

  public static void textUnlessEmpty(JsonGenerator json, String field, String text)
      throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(field, text);
    }
  }
}

package io.payonce.methods.vnpay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object of texts. */
public final class FlatJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private FlatJson() {}

  /**
   * Reads an object; numbers keep their spelling, {@code null} is an empty text.
   *
   * @throws IllegalArgumentException if it is no object, holds an object, an array or a name twice,
   *     or goes on after its end; the message never repeats the text
   */
  public static Map<String, String> read(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      Map<String, String> fields = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        fields.put(name, value(parser));
      }
      require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
      return fields;
    } catch (IOException _) {
      // The parser's message can hold what it read.
      throw unreadable();
    }
  }

  private static String value(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    require(token != null && token.isScalarValue());
    return token == JsonToken.VALUE_NULL ? "" : parser.getText();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw unreadable();
    }
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("it is no flat JSON object");
  }

  static String write(Collection<Map.Entry<String, String>> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartObject();
      for (Map.Entry<String, String> field : fields) {
        generator.writeStringField(field.getKey(), field.getValue());
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory takes all", e);
    }
    return text.toString();
  }
}

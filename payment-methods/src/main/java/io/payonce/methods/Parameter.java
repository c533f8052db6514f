package io.payonce.methods;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A form parameter, decoded. */
public record Parameter(String name, String value) {
  public Parameter {
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
  }

  /**
   * Reads a query string or a form body, in the order received; a part without {@code =} has an
   * empty value.
   *
   * @param text still percent-encoded
   * @throws IllegalArgumentException if an escape is broken or does not make UTF-8; the message
   *     never repeats the text
   */
  public static List<Parameter> parse(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (String part : text.split("&")) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        parameters.add(new Parameter(decode(name), decode(value)));
      }
    }
    return List.copyOf(parameters);
  }

  /**
   * The JDK's decoder puts U+FFFD in the place of bytes that are no UTF-8, so that different
   * requests would look alike; one character a byte keeps them apart until they are checked.
   */
  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    String bytes;
    try {
      bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a percent escape is broken");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a value is not UTF-8", e);
    }
  }
}

package io.payonce.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes from anywhere, made fit for a terminal: whatever could steer it is shown as an escape. */
final class Printable {
  private static final HexFormat HEX = HexFormat.of();

  private Printable() {}

  /** Escaped text of at most {@code limit} bytes, and how many were left out. */
  static String text(byte[] bytes, int limit) {
    byte[] shown = Arrays.copyOf(bytes, Math.min(limit, bytes.length));
    StringBuilder text = new StringBuilder();
    strict(shown)
        .ifPresentOrElse(
            chars -> chars.codePoints().forEach(point -> add(text, point)),
            () -> addBytes(text, shown));
    if (bytes.length > limit) {
      text.append("... and ").append(bytes.length - limit).append(" bytes more");
    }
    return text.toString();
  }

  static String text(String chars, int limit) {
    return text(chars.getBytes(UTF_8), limit);
  }

  static String hex(byte[] bytes, int limit) {
    return HEX.formatHex(bytes, 0, Math.min(limit, bytes.length));
  }

  /** The text that the bytes are in UTF-8; empty if they are none. */
  static Optional<String> strict(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static void add(StringBuilder text, int point) {
    boolean steers =
        Character.isISOControl(point)
            || Character.getType(point) == Character.FORMAT
            || Character.getType(point) == Character.LINE_SEPARATOR
            || Character.getType(point) == Character.PARAGRAPH_SEPARATOR;
    if (point == '\\') {
      text.append("\\\\");
    } else if (steers) {
      text.append("\\u{").append(Integer.toHexString(point)).append('}');
    } else {
      text.appendCodePoint(point);
    }
  }

  private static void addBytes(StringBuilder text, byte[] bytes) {
    for (byte each : bytes) {
      if (each >= ' ' && each < 0x7f && each != '\\') {
        text.append((char) each);
      } else {
        text.append("\\x").append(HEX.toHexDigits(each));
      }
    }
  }
}

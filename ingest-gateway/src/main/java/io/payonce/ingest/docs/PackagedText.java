package io.payonce.ingest.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Texts in UTF-8 that are packaged with the service. */
final class PackagedText {
  private PackagedText() {}

  /**
   * @param path from the root of the class path, with a slash before it
   * @throws IllegalStateException if there is none
   */
  static String read(String path) {
    try (InputStream text = PackagedText.class.getResourceAsStream(path)) {
      if (text == null) {
        throw new IllegalStateException("not packaged: " + path);
      }
      return new String(text.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

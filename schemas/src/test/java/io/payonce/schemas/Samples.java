package io.payonce.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Values as they were written by version 1 and must stay readable for ever. */
final class Samples {
  private static final String FOLDER = "/samples/v1";

  private Samples() {}

  /** The names of all samples: the type, a dot, and what is special. */
  static List<String> names() {
    try (Stream<Path> files =
        Files.list(Path.of(Objects.requireNonNull(Samples.class.getResource(FOLDER)).toURI()))) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".json", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String name) {
    return resource(FOLDER + "/" + name + ".json");
  }

  static String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  static byte[] resource(String path) {
    try (InputStream stream = Samples.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(stream, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

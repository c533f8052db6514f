package io.payonce.system.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The images that {@code docker-compose.yml} names, which are the one place where they are. */
final class ComposeImages {
  private static final Pattern IMAGE = Pattern.compile("(?m)^ +image: (\\S+)$");

  private final List<String> names;

  private ComposeImages(List<String> names) {
    this.names = names;
  }

  static ComposeImages read() {
    try {
      return of(Files.readString(Path.of("..", "docker-compose.yml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ComposeImages of(String compose) {
    return new ComposeImages(
        IMAGE.matcher(compose).results().map(found -> found.group(1)).toList());
  }

  /**
   * The image with its tag.
   *
   * @throws IllegalStateException if there is not exactly one, or it has no tag
   */
  String named(String name) {
    List<String> found = names.stream().filter(image -> image.startsWith(name + ":")).toList();
    if (found.size() != 1) {
      throw new IllegalStateException("not one image of the name " + name + ": " + names);
    }
    return found.getFirst();
  }
}

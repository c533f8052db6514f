package io.payonce.embedded;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory with all that it contains. */
final class DirectoryTree {
  private DirectoryTree() {}

  /** Copies with permissions and times; the target must not exist, its parent must. */
  static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.copy(path, target.resolve(source.relativize(path)), COPY_ATTRIBUTES);
      }
    }
  }

  static void delete(Path directory) throws IOException {
    List<Path> childrenFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      childrenFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : childrenFirst) {
      Files.delete(path);
    }
  }
}

package io.payonce.system.tidy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The files that people write, by path from the root; a binary file counts as an empty text. */
final class Repository {
  private static final Set<String> NOT_WRITTEN_BY_PEOPLE =
      Set.of("target", ".git", ".idea", ".vscode", ".settings");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private final SortedMap<String, String> texts;
  private final List<JavaSource> sources;

  private Repository(SortedMap<String, String> texts) {
    this.texts = texts;
    this.sources = JavaSource.parse(texts);
  }

  static Repository of(Map<String, String> texts) {
    return new Repository(new TreeMap<>(texts));
  }

  static Repository at(Path root) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isWrittenByPeople(folder)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && isWrittenByPeople(file)) {
              texts.put(root.relativize(file).toString().replace('\\', '/'), textOf(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return new Repository(texts);
  }

  /** In a work tree beside another, {@code .git} is a file. */
  private static boolean isWrittenByPeople(Path path) {
    return !NOT_WRITTEN_BY_PEOPLE.contains(path.getFileName().toString());
  }

  private static String textOf(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), UTF_8);
    return text.indexOf('\0') < 0 ? text : "";
  }

  SortedMap<String, String> texts() {
    return texts;
  }

  List<JavaSource> sources() {
    return sources;
  }

  List<JavaSource> mainSources() {
    return sources.stream().filter(JavaSource::isMain).toList();
  }

  /** The modules as the root pom lists them. */
  List<String> modules() {
    return MODULE
        .matcher(texts.getOrDefault("pom.xml", ""))
        .results()
        .map((MatchResult module) -> module.group(1))
        .toList();
  }

  boolean hasFile(String path) {
    return texts.containsKey(path);
  }

  boolean hasFolder(String path) {
    return !texts.subMap(path + "/", path + "0").isEmpty();
  }
}

package io.payonce.system.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A metric as a rule or a dashboard asks for it.
 *
 * @param labels the labels that its selector names
 */
public record MetricUse(String name, Set<String> labels) {
  private static final Path DEPLOYED = Path.of("..", "deploy");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:payonce|jvm|process)_[a-z0-9_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");

  public MetricUse {
    labels = Set.copyOf(labels);
  }

  /** All that is asked for in the files of a folder under {@code deploy}. */
  public static Set<MetricUse> in(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(DEPLOYED.resolve(folder))) {
      Set<MetricUse> uses = new HashSet<>();
      for (Path file : files.filter(path -> path.toString().endsWith(ending)).toList()) {
        uses.addAll(of(Files.readString(file)));
      }
      return uses;
    }
  }

  static Set<MetricUse> of(String text) {
    return METRIC
        .matcher(text.replace("\\\"", "\""))
        .results()
        .map(found -> new MetricUse(found.group(1), labels(found.group(2))))
        .collect(Collectors.toSet());
  }

  private static Set<String> labels(@Nullable String selector) {
    return selector == null
        ? Set.of()
        : LABEL
            .matcher(selector)
            .results()
            .map((MatchResult label) -> label.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a scrape holds a series of that name with all of these labels. */
  public boolean isIn(String scrape) {
    return Arrays.stream(scrape.split("\n"))
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .anyMatch(line -> labels.stream().allMatch(label -> line.contains(label + "=\"")));
  }
}

package io.payonce.system.tidy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How the files hang together: modules have tests, links in documents lead somewhere. */
final class LayoutRules {
  private static final Pattern FENCED_CODE = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
  private static final Pattern OUTSIDE = Pattern.compile("[a-z]+:.*|#.*");

  private LayoutRules() {}

  static List<Finding> modules(Repository repository) {
    List<Finding> findings = new ArrayList<>();
    for (String module : repository.modules()) {
      if (!repository.hasFile(module + "/pom.xml")) {
        findings.add(Finding.of(module, "in the root pom, but not there"));
      } else if (!hasTests(repository, module)) {
        findings.add(Finding.of(module, "no tests"));
      }
    }
    return findings;
  }

  private static boolean hasTests(Repository repository, String module) {
    return repository.texts().keySet().stream()
        .anyMatch(
            path ->
                path.startsWith(module + "/src/test/java/") && path.matches(".*(Test|IT).java"));
  }

  static List<Finding> links(Repository repository) {
    List<Finding> findings = new ArrayList<>();
    repository
        .texts()
        .forEach(
            (path, text) -> {
              if (path.endsWith(".md")) {
                LINK.matcher(FENCED_CODE.matcher(text).replaceAll(""))
                    .results()
                    .map((MatchResult link) -> link.group(1))
                    .filter(link -> !OUTSIDE.matcher(link).matches())
                    .filter(link -> !leadsSomewhere(repository, path, link))
                    .forEach(link -> findings.add(Finding.of(path, "link to nothing: " + link)));
              }
            });
    return findings;
  }

  private static boolean leadsSomewhere(Repository repository, String from, String link) {
    String target = URI.create("/" + from).resolve(link).getPath().substring(1);
    String name = target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
    return name.isEmpty() || repository.hasFile(name) || repository.hasFolder(name);
  }
}

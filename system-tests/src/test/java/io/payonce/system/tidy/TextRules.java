package io.payonce.system.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What no file may hold, of whatever kind. */
final class TextRules {
  // Put together from parts, or this file would be a finding itself.
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.}*])/(work|root|home)" + "/");
  private static final Pattern TRAILING_WHITESPACE = Pattern.compile("[ \\t\\r]+$");

  private TextRules() {}

  static List<Finding> unfinished(Repository repository) {
    return lines(repository, UNFINISHED, "unfinished");
  }

  static List<Finding> machinePaths(Repository repository) {
    return lines(repository, MACHINE_PATH, "a path of one machine");
  }

  static List<Finding> trailingWhitespace(Repository repository) {
    return lines(repository, TRAILING_WHITESPACE, "trailing whitespace");
  }

  private static List<Finding> lines(Repository repository, Pattern pattern, String what) {
    List<Finding> findings = new ArrayList<>();
    repository
        .texts()
        .forEach(
            (path, text) -> {
              List<String> lines = List.of(text.split("\n", -1));
              for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                  findings.add(new Finding(path, i + 1, what));
                }
              }
            });
    return findings;
  }
}

package io.payonce.runtime.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds environment variables that look like ours and are none: most are slips of the pen.
 *
 * <p>Kubernetes adds variables for every service of a namespace ({@code REDIS_SERVICE_HOST}, {@code
 * REDIS_PORT=tcp://...}); they bear our prefixes by accident and are passed over.
 */
public final class UnknownSettings {
  /** Known to every service: the launcher's own, and what only some of them declare. */
  private static final Set<String> COMMON =
      Set.of("PAYONCE_HOME", "PAYONCE_LOG_DECISIONS", "PAYONCE_LOG_REPEATS");

  private static final int FARTHEST_SUGGESTION = 3;
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT_\\d+_(TCP|UDP|SCTP)(_.*)?");
  private static final Pattern SERVICE_LINK_PORT = Pattern.compile("(tcp|udp|sctp)://.*");

  private final List<String> ownPrefixes;
  private final Set<String> knownElsewhere;

  /**
   * @param ownPrefixes a variable that begins with one of these must be known
   * @param knownElsewhere names that only other services declare
   */
  public UnknownSettings(Collection<String> ownPrefixes, Collection<String> knownElsewhere) {
    this.ownPrefixes = List.copyOf(ownPrefixes);
    this.knownElsewhere = Set.copyOf(knownElsewhere);
  }

  /** One for each that is not known, with the nearest that is. */
  public List<String> problems(Map<String, String> environment, Set<String> declared) {
    return environment.entrySet().stream()
        .filter(entry -> ownPrefixes.stream().anyMatch(entry.getKey()::startsWith))
        .filter(entry -> !declared.contains(entry.getKey()))
        .filter(entry -> !knownElsewhere.contains(entry.getKey()))
        .filter(entry -> !COMMON.contains(entry.getKey()))
        .filter(entry -> !isServiceLink(entry.getKey(), entry.getValue()))
        .map(entry -> problem(entry.getKey(), declared))
        .sorted()
        .toList();
  }

  private static boolean isServiceLink(String name, String value) {
    return SERVICE_LINK.matcher(name).matches()
        || (name.endsWith("_PORT") && SERVICE_LINK_PORT.matcher(value).matches());
  }

  private static String problem(String name, Set<String> declared) {
    return name
        + " is not a known setting"
        + nearest(name, declared).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static Optional<String> nearest(String name, Set<String> declared) {
    return declared.stream()
        .filter(candidate -> distance(name, candidate) <= FARTHEST_SUGGESTION)
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** How many letters must be added, dropped or replaced to make one of the other. */
  private static int distance(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int replaced = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        int shifted = Math.min(above[column], current[column - 1]) + 1;
        current[column] = Math.min(shifted, above[column - 1] + replaced);
      }
      above = current;
    }
    return above[right.length()];
  }
}

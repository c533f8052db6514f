package io.payonce.cli.books;

import static java.util.Locale.ROOT;
import static java.util.stream.Collectors.joining;

import io.payonce.store.auditing.Finding;
import io.payonce.store.auditing.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Writes findings down for people. */
final class FindingsText {
  private FindingsText() {}

  static String list(List<Invariant> invariants) {
    return invariants.stream()
        .map(invariant -> "%-24s%s".formatted(invariant.name(), invariant.promise()))
        .collect(joining("\n"));
  }

  static String of(Finding finding) {
    String name = finding.invariant().name();
    String took = seconds(finding.took());
    return switch (finding) {
      case Finding.Holds _ -> "✓ %-24s%s".formatted(name, took);
      case Finding.Unchecked unchecked ->
          "? %-24s%s  not checked: %s".formatted(name, took, unchecked.why());
      case Finding.Broken broken ->
          "✗ %-24s%s  broken by %d\n    %s\n%s"
              .formatted(
                  name, took, broken.offenders(), broken.invariant().promise(), rows(broken));
    };
  }

  static String summary(List<Finding> findings) {
    long broken = findings.stream().filter(Finding.Broken.class::isInstance).count();
    long unchecked = findings.stream().filter(Finding.Unchecked.class::isInstance).count();
    long held = findings.size() - broken - unchecked;
    return "%d of %d invariants hold".formatted(held, findings.size())
        + (broken > 0 ? ", %d broken".formatted(broken) : "")
        + (unchecked > 0 ? ", %d could not be checked".formatted(unchecked) : "")
        + ".";
  }

  private static String rows(Finding.Broken broken) {
    long more = broken.offenders() - broken.shown().size();
    return broken.shown().stream().map(FindingsText::row).collect(joining("\n"))
        + (more > 0 ? "\n    and %d more".formatted(more) : "");
  }

  private static String row(Map<String, String> row) {
    return row.entrySet().stream()
        .map(column -> column.getKey() + "=" + column.getValue())
        .collect(joining("  ", "    ", ""));
  }

  private static String seconds(Duration took) {
    return String.format(ROOT, "%.1f s", took.toMillis() / 1_000.0);
  }
}

package io.payonce.cli.books;

import static java.util.stream.Collectors.joining;

import io.payonce.cli.operating.Environment;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.store.auditing.BooksCheck;
import io.payonce.store.auditing.Finding;
import io.payonce.store.auditing.Invariant;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks every invariant of the books. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = BooksCheckCommand.NOT_CHECKED,
    header = "Checks every invariant of the books, and lists the rows that break one.",
    description = {
      "",
      "Reads alone, in one transaction that sees one moment, so that services may go on beside it;"
          + " a database user who can only read is enough, and a standby will do. It reads whole"
          + " tables: beside much traffic, prefer a standby or a quiet hour.",
      "",
      "What stock there was before the first movement is not known here, so that stock is checked"
          + " by its movements and not by its sum.",
      "",
      "Connects by the services' own settings: POSTGRES_URL, POSTGRES_USER and POSTGRES_PASSWORD.",
      "",
      "Exit codes:",
      "  0 all that was asked for holds",
      "  1 something is broken",
      "  2 wrong usage",
      "  3 something could not be checked, and nothing that could be is broken"
    })
final class BooksCheckCommand implements Callable<Integer> {
  static final int NOT_CHECKED = 3;
  private static final int BROKEN = 1;
  private static final int MOST_SHOWN = 100_000;
  private static final int LONGEST_SECONDS = 24 * 3_600;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only the invariants of these names; commas between. --list has them.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--list", description = "Only list the invariants, and what each promises.")
  private boolean list;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many rows of each to list, 1 to 100000. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--each-at-most",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long one invariant may take. Default: ${DEFAULT-VALUE}.")
  private int eachAtMost;

  @Option(
      names = "--json",
      description = "Print one line of JSON in the end; what goes on is told on standard error.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Invariant> invariants = chosen();
    require(limit >= 1 && limit <= MOST_SHOWN, "--limit must be 1 to " + MOST_SHOWN);
    require(
        eachAtMost >= 1 && eachAtMost <= LONGEST_SECONDS,
        "--each-at-most must be 1 to " + LONGEST_SECONDS);
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      out.println(json ? FindingsJson.list(invariants) : FindingsText.list(invariants));
      return 0;
    }
    PrintWriter progress = json ? spec.commandLine().getErr() : out;
    BooksCheck check =
        new BooksCheck(
            OperatorSettings.listing(Environment.of(spec)), Duration.ofSeconds(eachAtMost), limit);
    List<Finding> findings =
        check.check(
            invariants,
            finding -> {
              progress.println(FindingsText.of(finding));
              progress.flush();
            });
    out.println(json ? FindingsJson.of(findings) : FindingsText.summary(findings));
    return exitCode(findings);
  }

  private List<Invariant> chosen() {
    List<Invariant> all = Invariant.all();
    List<String> unknown =
        only.stream()
            .filter(name -> all.stream().noneMatch(invariant -> invariant.name().equals(name)))
            .toList();
    require(
        unknown.isEmpty(),
        "there is no invariant "
            + unknown.stream().limit(1).collect(joining())
            + "; --list has their names");
    return only.isEmpty()
        ? all
        : all.stream().filter(invariant -> only.contains(invariant.name())).toList();
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  private static int exitCode(List<Finding> findings) {
    if (findings.stream().anyMatch(Finding.Broken.class::isInstance)) {
      return BROKEN;
    }
    return findings.stream().anyMatch(Finding.Unchecked.class::isInstance) ? NOT_CHECKED : 0;
  }
}

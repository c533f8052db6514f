package io.payonce.cli.replaying;

import static java.util.Locale.ROOT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.consumer.replaying.PartitionRange;
import io.payonce.consumer.replaying.ReplayedAs;
import io.payonce.schemas.CommandKind;
import io.payonce.store.ReplayTerms;
import java.util.List;

/** What is told of a replay, before and after. */
public final class ReplayPage {
  private static final double MILLIS = 1_000;

  private ReplayPage() {}

  /** The plan, for people who are asked whether to carry it out. */
  public static String plan(ReplayState state, ReplayTerms.Keeping keeping) {
    StringBuilder page = new StringBuilder();
    page.append("Replay ").append(state.replay()).append(":\n");
    for (ReplayState.Stage stage : state.stages()) {
      for (PartitionRange range : stage.left()) {
        page.append(
            String.format(
                ROOT,
                "  %s offsets %d to %d%n",
                range.partition(),
                range.start(),
                range.end() - 1));
      }
    }
    page.append(String.format(ROOT, "These are %,d records at the most.%n", state.offsetsLeft()));
    if (!state.order().isEmpty()) {
      page.append("All but those of order ").append(state.order()).append(" are passed over.\n");
    }
    if (!state.method().isEmpty()) {
      page.append("All but those of ").append(state.method()).append(" are passed over.\n");
    }
    return page.append(consequences(state, keeping)).toString();
  }

  private static String consequences(ReplayState state, ReplayTerms.Keeping keeping) {
    boolean refunds = state.stages().stream().anyMatch(stage -> stage.kind() == CommandKind.REFUND);
    return switch (keeping) {
      case UNDONE -> "This is a dry run: nothing is written, published, or asked of a gateway.\n";
      case COMMITTED ->
          "What was decided stays as it is; what the database does not know is decided now and"
              + " published.\n"
              + (refunds
                  ? "REFUNDS that are not decided are asked about at their gateway, and sent where"
                      + " it has not heard of them, as they would be live.\n"
                  : "");
    };
  }

  /** The summary, for people. */
  public static String summary(ReplayState state, ReplayTerms.Keeping keeping) {
    StringBuilder page = new StringBuilder();
    page.append("%-18s %12s %12s %12s %12s%n".formatted("", "create", "callback", "refund", "all"));
    for (ReplayedAs as : ReplayedAs.values()) {
      page.append(line(as.label(), state, counts -> counts.of(as)));
    }
    page.append(line("records", state, ReplayCounts::records));
    boolean dry = keeping == ReplayTerms.Keeping.UNDONE;
    page.append(line(dry ? "would change" : "changed", state, ReplayCounts::changed));
    page.append(line("outcomes published", state, ReplayCounts::published));
    page.append(
        String.format(
            ROOT, "%,.1f s, %,.0f records a second%n", state.millis() / MILLIS, rate(state)));
    list(page, dry ? "Would change" : "Changed", state.changes(), state.counts().changed());
    ReplayCounts all = state.counts();
    list(
        page,
        "Not decided",
        state.left(),
        all.of(ReplayedAs.WAITING) + all.of(ReplayedAs.UNREADABLE));
    return page.toString();
  }

  private static String line(String name, ReplayState state, ToCount count) {
    return String.format(
        ROOT,
        "%-18s %,12d %,12d %,12d %,12d%n",
        name,
        of(state, "create", count),
        of(state, "callback", count),
        of(state, "refund", count),
        count.of(state.counts()));
  }

  private static long of(ReplayState state, String kind, ToCount count) {
    return state.stages().stream()
        .filter(stage -> stage.kind().label().equals(kind))
        .mapToLong(stage -> count.of(stage.counts()))
        .sum();
  }

  /** One of the figures. */
  @FunctionalInterface
  private interface ToCount {
    long of(ReplayCounts counts);
  }

  private static void list(StringBuilder page, String title, List<String> lines, long all) {
    if (!lines.isEmpty()) {
      page.append(String.format(ROOT, "%s (%,d, the first %d):%n", title, all, lines.size()));
      lines.forEach(line -> page.append("  ").append(line).append('\n'));
    }
  }

  /** The summary, for programs: one line. */
  public static String json(ReplayState state, ReplayTerms.Keeping keeping, int exitCode) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("replayId", state.replay().toString())
        .put("dryRun", keeping == ReplayTerms.Keeping.UNDONE)
        .put("finished", state.finished())
        .put("exitCode", exitCode)
        .put("seconds", state.millis() / MILLIS)
        .put("perSecond", Math.round(rate(state)));
    put(page.putObject("all"), state.counts());
    for (ReplayState.Stage stage : state.stages()) {
      put(page.putObject(stage.kind().label()), stage.counts());
    }
    state.left().forEach(page.putArray("notDecided")::add);
    state.changes().forEach(page.putArray("changes")::add);
    return page.toString();
  }

  private static void put(ObjectNode node, ReplayCounts counts) {
    node.put("records", counts.records());
    for (ReplayedAs as : ReplayedAs.values()) {
      node.put(as.label(), counts.of(as));
    }
    node.put("changed", counts.changed()).put("published", counts.published());
  }

  private static double rate(ReplayState state) {
    return state.counts().records() * MILLIS / Math.max(1, state.millis());
  }
}

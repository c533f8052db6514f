package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.schemas.OutcomeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Every acknowledged command has its outcome, published at least once and the same each time, and
 * it is what the database kept: a decision of its own, or the duplicate of one that is there.
 */
final class OutcomeForEveryCommand implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    Map<UUID, List<OutcomeMessage>> outcomes = evidence.outcomes();
    List<UUID> without = new ArrayList<>(evidence.sent().commands().keySet());
    without.removeAll(outcomes.keySet());
    assertThat(without).as("commands without an outcome").isEmpty();
    List<String> contradictions = new ArrayList<>();
    Set<String> kept = kept(evidence.database());
    outcomes.forEach(
        (commandId, published) -> {
          if (!evidence.traffic().mayDiffer()
              && new HashSet<>(published).size() > subjects(published)) {
            contradictions.add(commandId + " has different outcomes: " + published);
          }
          OutcomeMessage last = published.getLast();
          if (!kept.contains(basis(last))) {
            contradictions.add(commandId + " rests on nothing that was kept: " + last);
          }
        });
    assertThat(contradictions).isEmpty();
  }

  /** A command that changed two transactions has an outcome for each. */
  private static int subjects(List<OutcomeMessage> published) {
    Map<String, Integer> subjects = new HashMap<>();
    for (OutcomeMessage outcome : published) {
      subjects.merge(
          switch (outcome) {
            case OutcomeMessage.Decided decided -> decided.decision().transactionId().value();
            case OutcomeMessage.Duplicate duplicate -> duplicate.first().transactionId().value();
            case OutcomeMessage.DeadLettered _ -> "";
          },
          1,
          Integer::sum);
    }
    return subjects.size();
  }

  private static Set<String> kept(Database database) {
    return new HashSet<>(
        database.rows(
            """
            SELECT command_id, transaction_id, outcome, reason, order_status, order_version FROM transaction_events
            """));
  }

  private static String basis(OutcomeMessage outcome) {
    return switch (outcome) {
      case OutcomeMessage.Decided decided -> row(OutcomeMessage.First.of(decided.decision()));
      case OutcomeMessage.Duplicate duplicate -> row(duplicate.first());
      case OutcomeMessage.DeadLettered dead -> "dead letter " + dead;
    };
  }

  private static String row(OutcomeMessage.First first) {
    return "%s %s %s %s %s %d"
        .formatted(
            first.commandId(),
            first.transactionId(),
            first.ruling().outcome(),
            first.ruling().reason().code(),
            first.after().status(),
            first.after().version());
  }
}

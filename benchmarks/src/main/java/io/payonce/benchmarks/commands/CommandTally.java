package io.payonce.benchmarks.commands;

import io.payonce.benchmarks.rig.CommandIds;
import io.payonce.benchmarks.rig.OutcomeTopic;
import io.payonce.payments.Outcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The outcomes of commands that must each have one, and be applied. */
final class CommandTally {
  private final String name;
  private final CommandIds ids;
  private final BitSet answered = new BitSet();
  private int more;
  private int other;

  /**
   * @param name of the commands, in the plural
   */
  private CommandTally(String name, CommandIds ids) {
    this.name = name;
    this.ids = ids;
  }

  /** What is wrong with the outcomes, in words; empty if all is right. */
  static List<String> check(OutcomeTopic outcomes, OrderPlan plan) {
    List<CommandTally> tallies = new ArrayList<>();
    plan.ids().forEach((name, ids) -> tallies.add(new CommandTally(name, ids)));
    outcomes.readAll((seal, _) -> tallies.forEach(tally -> tally.add(seal)));
    return tallies.stream().flatMap(tally -> tally.broken().stream()).toList();
  }

  private void add(OutcomeTopic.Seal seal) {
    int position = ids.position(seal.commandId());
    if (position < 0) {
      return;
    }
    if (answered.get(position)) {
      more++;
    }
    answered.set(position);
    if (seal.outcome() != Outcome.APPLIED) {
      other++;
    }
  }

  private List<String> broken() {
    List<String> broken = new ArrayList<>();
    require(ids.count() - answered.cardinality(), "without an outcome", broken);
    require(more, "with more than one outcome", broken);
    require(other, "that were not applied", broken);
    return broken;
  }

  private void require(int seen, String what, List<String> broken) {
    if (seen != 0) {
      broken.add("%s %s: %d".formatted(name, what, seen));
    }
  }
}

package io.payonce.benchmarks;

import io.payonce.benchmarks.rig.OutcomeTopic;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The outcomes of one workload, counted. */
final class OutcomeTally {
  private final Workload workload;
  private final BitSet answered;
  private int applied;
  private int repeated;
  private int other;

  private OutcomeTally(Workload workload) {
    this.workload = workload;
    this.answered = new BitSet(workload.records());
  }

  /** What is wrong with the outcomes, in words; empty if each callback has its one right one. */
  static List<String> check(OutcomeTopic outcomes, List<Workload> workloads) {
    List<OutcomeTally> tallies = workloads.stream().map(OutcomeTally::new).toList();
    outcomes.readAll((seal, _) -> tallies.forEach(tally -> tally.add(seal)));
    List<String> broken = new ArrayList<>();
    tallies.forEach(tally -> tally.check(broken));
    return broken;
  }

  private void add(OutcomeTopic.Seal seal) {
    int position = workload.position(seal.commandId());
    if (position < 0) {
      return;
    }
    answered.set(position);
    switch (seal.outcome()) {
      case APPLIED -> applied++;
      case DUPLICATE -> repeated++;
      case STALE, SURPLUS, REJECTED, DEAD_LETTERED -> other++;
    }
  }

  private void check(List<String> broken) {
    require(answered.cardinality(), workload.records(), "callbacks with an outcome", broken);
    require(applied, workload.orders().paid(), "callbacks applied", broken);
    require(repeated, workload.repeats(), "callbacks that were duplicates", broken);
    require(other, 0, "other outcomes", broken);
  }

  private static void require(int seen, int expected, String what, List<String> broken) {
    if (seen != expected) {
      broken.add("%s: %d, not %d".formatted(what, seen, expected));
    }
  }
}

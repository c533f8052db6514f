package io.payonce.cli.demo;

import java.util.List;
import java.util.Map;

/**
 * What came in, what became of it, and whether it adds up.
 *
 * @param answers how often each code was the answer, by why the callbacks were sent
 * @param becameOf the number of callbacks by what became of them
 */
public record DemoResult(
    int orders,
    long seed,
    Map<String, Map<String, Integer>> answers,
    Map<String, Integer> becameOf,
    List<Proof> proofs) {
  public DemoResult {
    proofs = List.copyOf(proofs);
  }

  /** Whether every proof holds. */
  public boolean holds() {
    return !proofs.isEmpty() && proofs.stream().allMatch(Proof::holds);
  }
}

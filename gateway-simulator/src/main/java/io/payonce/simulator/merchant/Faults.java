package io.payonce.simulator.merchant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The faults to come: rules first, in the order given; where none applies, chance. Safe for many
 * threads.
 */
final class Faults {
  private final List<Pending> rules = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private @Nullable FaultSeed seed;

  synchronized void add(FaultRule rule) {
    rules.add(new Pending(rule));
  }

  /** Draws by chance from now on, and counts requests from now on. */
  synchronized void seed(FaultSeed given) {
    seed = given;
    seen.clear();
  }

  /** Nothing goes wrong any more. */
  synchronized void clear() {
    rules.clear();
    seen.clear();
    seed = null;
  }

  /** What goes wrong with this request. */
  synchronized Optional<Fault> next(DeskRequest request) {
    Optional<Pending> first =
        rules.stream().filter(pending -> pending.rule.befalls(request)).findFirst();
    if (first.isPresent()) {
      return Optional.of(use(first.get()));
    }
    FaultSeed drawn = seed;
    if (drawn == null) {
      return Optional.empty();
    }
    int nth = seen.merge(request.command() + "|" + request.reference(), 1, Integer::sum);
    return drawn.draw(request, nth);
  }

  private Fault use(Pending pending) {
    pending.left--;
    if (pending.left == 0) {
      rules.remove(pending);
    }
    return pending.rule.fault();
  }

  private static final class Pending {
    private final FaultRule rule;
    private int left;

    Pending(FaultRule rule) {
      this.rule = rule;
      left = rule.times();
    }
  }
}

package io.payonce.simulator.merchant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Faults by chance, the same for the same seed: the n-th request of a command for a payment has the
 * same fault in each run, however the requests of several payments interleave.
 *
 * @param percent of the requests, 0 to 100
 * @param kinds one or more, of which each is as likely
 * @param delay for the kinds that take time
 */
public record FaultSeed(long seed, int percent, List<FaultKind> kinds, Duration delay) {
  private static final int ALL = 100;

  public FaultSeed {
    kinds = List.copyOf(kinds);
    if (percent < 0 || percent > ALL) {
      throw new IllegalArgumentException("percent must be 0 to 100");
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("kinds must name one at least");
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative");
    }
  }

  /**
   * @param nth of this command and this payment
   */
  Optional<Fault> draw(DeskRequest request, int nth) {
    int what = (request.command() + "|" + request.reference() + "|" + nth).hashCode();
    Random chance = new Random(seed * 1_000_003 + what);
    if (chance.nextInt(ALL) >= percent) {
      return Optional.empty();
    }
    FaultKind kind = kinds.get(chance.nextInt(kinds.size()));
    return Optional.of(new Fault(kind, chance.nextBoolean(), delay, Fault.OTHER_ERROR));
  }
}

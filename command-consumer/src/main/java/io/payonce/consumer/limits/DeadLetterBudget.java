package io.payonce.consumer.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many dead letters a worker may still write in the minute that is running. More than a few in
 * a short time mean that something is wrong with us, not with the records.
 */
public final class DeadLetterBudget {
  /** The worker must stop: it gives up more records than its budget allows. */
  public static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Exceeded(int count, int perMinute) {
      super(count + " dead letters in one batch; the budget is " + perMinute + " a minute");
    }
  }

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int perMinute;
  private final Deque<Instant> spent = new ArrayDeque<>();

  /**
   * @param perMinute the most dead letters within any minute
   */
  public DeadLetterBudget(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Whether there is enough left for {@code count}. */
  public boolean allows(int count, Instant now) {
    while (!spent.isEmpty() && spent.getFirst().isBefore(now.minus(WINDOW))) {
      spent.removeFirst();
    }
    return spent.size() + count <= perMinute;
  }

  /** Spends what was really written. */
  public void spend(int count, Instant now) {
    for (int i = 0; i < count; i++) {
      spent.addLast(now);
    }
  }
}

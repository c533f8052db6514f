package io.payonce.consumer.suspects;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets a record be handled with nothing else under way in the process, so that a death can be of
 * nobody else's making. One for all workers of a process. Nobody waits here: who is refused tries
 * again in a later turn.
 *
 * <pre>
 * valid:   a enters, b enters, a leaves, b leaves, c enters alone, c leaves, a enters
 * valid:   a enters, c is refused, b is refused, a leaves, c enters alone
 * valid:   c is refused and does not come again; after a while b enters
 * invalid: a enters, c enters alone
 * </pre>
 */
public final class Solitude {
  /** The process's own. */
  public static final Solitude OF_PROCESS = new Solitude();

  /** So long others are kept out after one that wants to be alone was refused. */
  static final Duration WANTED_FOR = Duration.ofSeconds(5);

  private int inside;
  private boolean alone;
  private Instant wantedUntil = Instant.MIN;

  /** Whether what is handled so may begin now; then it has to {@link #leave}. */
  public synchronized boolean enter(Care care, Instant now) {
    if (care == Care.ALONE) {
      return enterAlone(now);
    }
    if (alone || now.isBefore(wantedUntil)) {
      return false;
    }
    inside++;
    return true;
  }

  private boolean enterAlone(Instant now) {
    if (alone || inside > 0) {
      wantedUntil = now.plus(WANTED_FOR);
      return false;
    }
    alone = true;
    wantedUntil = Instant.MIN;
    return true;
  }

  /** What entered so has ended. */
  public synchronized void leave(Care care) {
    if (care == Care.ALONE) {
      alone = false;
    } else {
      inside--;
    }
  }
}

package io.payonce.consumer.suspects;

/**
 * Which records of a partition may be what kills the process. From the taking of the partition on,
 * as the database remembers it.
 *
 * <p>What begins is noted in the database before it begins, and what gets on, fails with an
 * exception or is left in order takes that back. So what stays noted is the death of a process:
 *
 * <ol>
 *   <li>it died {@code attempts - 1} times with a batch that began at this very place: from now on
 *       records are taken one by one, as far as that batch can have reached, and each is noted by
 *       itself;
 *   <li>it died over one record: that one is handled with nothing else under way in the process;
 *   <li>it died {@value #DEATHS} times over that one: it is not handled any more.
 * </ol>
 *
 * <p>Why a healthy record is not parked by this:
 *
 * <pre>
 * the database is away            nothing can be noted, and nothing is begun that is not noted
 * it goes away in between         the record fails; it is not noted again by the same taking
 * deployments, restarts in order  what had not ended is taken back
 * another record kills            at the second death over one record, and the third, nothing else is
 *                                 under way in the process; whoever would be blamed for it must have
 *                                 been alone twice when something else, no record at all, killed it
 * kill -9, out of memory, power   the same record would have to be under way, alone, each time: for a
 *                                 callback that is milliseconds
 * </pre>
 *
 * A slow refund that is killed from outside over and over before it ends can be parked. Its dead
 * letter is no decision, and can be sent again.
 */
public final class Suspicion {
  /** So often may the process die over one record that is handled by itself. */
  public static final int DEATHS = 3;

  /** No record. */
  public static final long NOTHING = -1;

  private final long below;
  private final long suspect;
  private final int deaths;

  /**
   * @param below records below it are taken one by one
   * @param suspect the offset of the record over which the process died last, or {@link #NOTHING}
   * @param deaths how often in a row
   */
  public Suspicion(long below, long suspect, int deaths) {
    this.below = deaths > 0 ? Math.max(below, suspect + 1) : below;
    this.suspect = deaths > 0 ? suspect : NOTHING;
    this.deaths = deaths;
  }

  /** Whether records from a position on are taken one by one. */
  public boolean reaches(long position) {
    return position < below;
  }

  /** How the record at an offset is handled. */
  public Care careFor(long offset) {
    if (offset == suspect) {
      return deaths >= DEATHS ? Care.PARKED : Care.ALONE;
    }
    return reaches(offset) ? Care.ONE_BY_ONE : Care.NONE;
  }

  /**
   * Whether a death over the record at an offset is to be remembered as such. What lies below the
   * suspect got through once, and must not make it forgotten.
   */
  public boolean isRemembered(long offset) {
    return reaches(offset) && offset >= suspect;
  }
}

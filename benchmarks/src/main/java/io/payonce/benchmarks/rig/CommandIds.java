package io.payonce.benchmarks.rig;

import java.time.Instant;
import java.util.UUID;

/**
 * The command ids of one set of commands, each of which tells its command's position: UUIDs of
 * version 7 to whoever looks.
 */
public final class CommandIds {
  private static final int TIMESTAMP_SHIFT = 16;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final long begin;
  private final int count;

  /**
   * @param tag tells the ids of one set of a run from those of another, 0 to 4095
   * @param count of the set's commands
   */
  public CommandIds(Instant at, int tag, int count) {
    this.begin = (at.toEpochMilli() << TIMESTAMP_SHIFT) | VERSION_7 | tag;
    this.count = count;
  }

  public UUID at(int position) {
    return new UUID(begin, VARIANT | position);
  }

  /** The position of the command with this id; -1 for one of another set. */
  public int position(UUID commandId) {
    long position = commandId.getLeastSignificantBits() & ~VARIANT;
    boolean own = commandId.getMostSignificantBits() == begin && position < count;
    return own ? (int) position : -1;
  }

  public int count() {
    return count;
  }
}

package io.payonce.consumer.replaying;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The stretch of a topic that is asked for. It never reaches beyond what is committed now. */
public sealed interface RangeWish {

  /**
   * All that the topic still holds.
   *
   * @param to records from the first one of this time on are left out
   */
  record Oldest(Optional<Instant> to) implements RangeWish {}

  /**
   * By the times that records bear.
   *
   * @param from the first record of this time or later, of each partition
   * @param to records from the first one of this time on are left out
   */
  record Times(Instant from, Optional<Instant> to) implements RangeWish {}

  /**
   * Those partitions that are named, and no others.
   *
   * @param from the first offset of each; where it is missing, the oldest there is
   * @param to the offset after the last one; where it is missing, the end
   */
  record Offsets(Map<Integer, Long> from, Map<Integer, Long> to) implements RangeWish {
    public Offsets {
      from = Map.copyOf(from);
      to = Map.copyOf(to);
    }
  }
}

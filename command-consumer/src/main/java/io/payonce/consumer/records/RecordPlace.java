package io.payonce.consumer.records;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.PartitionSpan;
import java.util.function.BooleanSupplier;

/**
 * Where a record comes from, as the fence of its handler's transactions needs it.
 *
 * @param span the empty stretch at the position that the database was known to have reached when
 *     the handler was called. A transaction may commit only if the partition's row still names its
 *     owner and has read at least as far as its {@code before}; that stays true as the row advances
 * @param held whether this process still holds the partition under that owner, as far as it knows
 */
public record RecordPlace(PartitionSpan span, BooleanSupplier held) {
  public RecordPlace {
    requireNonNull(span, "span is null");
    requireNonNull(held, "held is null");
  }

  /**
   * Whether it is still worth while to begin something, a call of a gateway say. False is final;
   * true is a hint, and only the fence knows better.
   */
  public boolean isHeld() {
    return held.getAsBoolean();
  }
}

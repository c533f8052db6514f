package io.payonce.consumer;

import static java.util.Objects.requireNonNull;

/**
 * The stretch of one partition that a batch covers: consumer positions, not record offsets, because
 * aborted transactions, transaction markers and compaction leave offsets without records.
 *
 * @param owner names this taking of the partition; begins with the partition's own name
 * @param before the position before the poll: everything below it was handled earlier
 * @param after the position after it: everything below it will have been handled once the batch is
 * @param published up to where outcomes are known to be out: at the most {@code before} of a batch,
 *     and {@code after} where records finish one by one
 * @param rereadBelow records below it had been read once before this taking, so their outcomes may
 *     be repeats
 */
public record PartitionSpan(
    PartitionRef partition,
    String owner,
    long before,
    long after,
    long published,
    long rereadBelow) {
  public PartitionSpan {
    requireNonNull(partition, "partition");
    requireNonNull(owner, "owner");
    if (after < before) {
      throw new IllegalArgumentException("a span must not end before it begins");
    }
  }

  /** The empty stretch where it begins. */
  public PartitionSpan start() {
    return new PartitionSpan(partition, owner, before, before, published, rereadBelow);
  }
}

package io.payonce.consumer;

import java.util.List;
import java.util.Set;

/**
 * What became of a batch.
 *
 * @param held the partitions for which the batch took effect; the others are not ours any more, and
 *     none of their records may be published or counted
 * @param dispositions of the held partitions' records
 */
public record BatchResult(Set<PartitionRef> held, List<Disposition> dispositions) {
  public BatchResult {
    held = Set.copyOf(held);
    dispositions = List.copyOf(dispositions);
  }
}

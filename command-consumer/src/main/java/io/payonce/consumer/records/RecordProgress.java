package io.payonce.consumer.records;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import java.util.List;
import java.util.Set;

/** The database's memory of how far it has read, for records that finish one by one. */
public interface RecordProgress extends ProgressStore {

  /**
   * Advances partitions in one transaction of its own. Of each span that is held, that is whose row
   * names its owner and has read at least as far as its {@code before}: the position read becomes
   * at least its {@code after}, what is published at least its {@code published}, and the attempts
   * become 0. The others stay as they are.
   *
   * @param spans reach from the position advanced to last to the lowest one that is not finished;
   *     {@code published} is their {@code after}, since a record is finished only when it is
   *     published
   * @return the partitions that are held
   * @throws RuntimeException if it is not known whether any advanced; all may be advanced again
   */
  Set<PartitionRef> advance(List<PartitionSpan> spans);
}

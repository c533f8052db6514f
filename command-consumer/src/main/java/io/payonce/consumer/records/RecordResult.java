package io.payonce.consumer.records;

import io.payonce.consumer.Disposition;
import java.util.List;

/** What became of one record. */
public sealed interface RecordResult {

  /**
   * Everything that it led to is committed. The record is finished once the dispositions are
   * published.
   *
   * @param dispositions may be empty, where nobody is to be told
   */
  record Done(List<Disposition> dispositions) implements RecordResult {
    public Done {
      dispositions = List.copyOf(dispositions);
    }
  }

  /**
   * One of its transactions found that the partition is not ours any more, or that the database
   * went back: nothing is published, and the partition is taken afresh.
   */
  record NotHeld() implements RecordResult {}
}

package io.payonce.store;

import io.payonce.consumer.PartitionRef;

/** The row of one partition as it lies in the database. */
record ProgressRow(String owner, long next, long published, int attempts) {

  static ProgressRow read(Database database, PartitionRef partition) {
    return database
        .store()
        .inHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT owner, next_offset, published_offset, attempts FROM partition_progress
                         WHERE topic = :topic AND partition = :partition
                        """)
                    .bind("topic", partition.topic())
                    .bind("partition", partition.partition())
                    .map(
                        (row, context) ->
                            new ProgressRow(
                                row.getString("owner"),
                                row.getLong("next_offset"),
                                row.getLong("published_offset"),
                                row.getInt("attempts")))
                    .one());
  }
}

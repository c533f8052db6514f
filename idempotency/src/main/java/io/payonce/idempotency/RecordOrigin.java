package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

/** The record a result came from. */
public record RecordOrigin(String topicId, int partition, long offset) {

  public RecordOrigin {
    requireNonNull(topicId, "topicId is null");
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "no such record: partition " + partition + ", offset " + offset);
    }
  }
}

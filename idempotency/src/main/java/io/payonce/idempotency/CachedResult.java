package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

/**
 * A final result, kept so that a repeat of its command is answered without the database.
 *
 * @param fingerprint of the claim or request that was decided on
 * @param commandId the command that was applied
 * @param origin the record that command was in
 * @param owner who held the partition when it was applied
 * @param resultJson the result, opaque here, returned to the byte; no card or personal data
 */
public record CachedResult(
    String fingerprint, String commandId, RecordOrigin origin, String owner, String resultJson) {

  public CachedResult {
    requireNonNull(fingerprint, "fingerprint is null");
    requireNonNull(commandId, "commandId is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(resultJson, "resultJson is null");
  }

  /**
   * Whether the database, if this batch's fence holds, has surely seen what this result says.
   *
   * <p>Redis may remember what the database has forgotten: it went back to an older copy. The fence
   * says that the owner holds the partition and that the database has read it up to the batch's
   * first position. So a result is believed only if it is of that partition of that topic, was
   * written by that owner, and lies before that position; everything else is a miss.
   *
   * @param firstPositionOfBatch the consumer's position in the partition before the batch was
   *     polled
   */
  public boolean isBelievable(
      String topicId, int partition, String owner, long firstPositionOfBatch) {
    return origin.topicId().equals(topicId)
        && origin.partition() == partition
        && this.owner.equals(owner)
        && origin.offset() < firstPositionOfBatch;
  }
}

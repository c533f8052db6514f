package io.payonce.idempotency;

/**
 * The present holder of a partition, who locks the keys of the records in it.
 *
 * @param partition {@code <topic>-<partition>}, or another name of what is held
 * @param random made afresh whenever the partition is taken
 */
public record LockOwner(String partition, String random) {

  /**
   * @throws IllegalArgumentException if a part is blank or has a colon, which would make one
   *     partition's prefix that of another
   */
  public LockOwner {
    requirePart(partition, "partition");
    requirePart(random, "random");
  }

  /** {@code <partition>:<random>}. */
  public String text() {
    return partition + ":" + random;
  }

  /** What the tokens of every owner of this partition begin with, and of no other. */
  String partitionPrefix() {
    return partition + ":";
  }

  /** What all tokens of this owner begin with, and of no other. */
  String ownerPrefix() {
    return text() + ":";
  }

  private static void requirePart(String part, String name) {
    if (part.isBlank() || part.contains(":")) {
      throw new IllegalArgumentException(name + " is blank or has a colon: " + part);
    }
  }
}

package io.payonce.consumer.suspects;

/** How carefully a record is handled. */
public enum Care {
  /** In a batch, or beside others. */
  NONE,
  /** With no other record of its partition. */
  ONE_BY_ONE,
  /** With no other record in the process. */
  ALONE,
  /** Not any more: it goes to the dead letters. */
  PARKED
}

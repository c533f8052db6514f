package io.payonce.schemas;

/** What came of reading a value from outside. */
public sealed interface Decoding<T> {

  /** It is a value of a version we know. */
  record Decoded<T>(T value) implements Decoding<T> {}

  /** It was written by a newer version than ours; it may be readable after an upgrade. */
  record FutureVersion<T>(long version) implements Decoding<T> {}

  /**
   * It can never be read.
   *
   * @param problem for a person; names the field and the rule, and never repeats the contents
   */
  record Undecodable<T>(String problem) implements Decoding<T> {}
}

package io.payonce.cli.demo;

import static java.util.Objects.requireNonNull;

/**
 * Something that must be true in the end, and whether it is.
 *
 * @param seen what was found, for a person
 */
public record Proof(String claim, boolean holds, String seen) {
  public Proof {
    requireNonNull(claim, "claim is null");
    requireNonNull(seen, "seen is null");
  }

  /** It holds if what was seen is what was to be seen. */
  static Proof equal(String claim, long expected, long seen) {
    return new Proof(claim, expected == seen, seen + " of " + expected);
  }

  /** It holds if there is none. */
  static Proof none(String claim, long seen) {
    return new Proof(claim, seen == 0, seen == 0 ? "none" : seen + " found");
  }
}

package io.payonce.schemas;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sample that was spoiled in one place, and the problem that its reader names.
 *
 * @param seenBySchema whether its schema refuses it as well
 */
record Refusal(Contract contract, String json, String problem, boolean seenBySchema) {

  /** A spoiled sample that reader and schema both refuse. */
  static Refusal refused(String sample, String good, String bad, String problem) {
    return new Refusal(Contract.ofSample(sample), spoil(sample, good, bad), problem, true);
  }

  /** A spoiled sample that only the reader refuses: the rule is beyond what a schema says. */
  static Refusal refusedByReaderOnly(String sample, String good, String bad, String problem) {
    return new Refusal(Contract.ofSample(sample), spoil(sample, good, bad), problem, false);
  }

  static String spoil(String sample, String good, String bad) {
    String text = Samples.text(sample);
    assertThat(text).as(sample).contains(good);
    return text.replace(good, bad);
  }

  @Override
  public String toString() {
    return contract + ": " + problem;
  }
}

package io.payonce.benchmarks;

import java.util.Arrays;

/**
 * How long callbacks took from their receipt to their commit, in milliseconds: from the moment
 * before they are published to the moment their outcome is handed to Kafka, which is after the
 * commit.
 */
record Latency(int count, long p50, long p99, long most) {
  private static final double MEDIAN = 0.50;
  private static final double ALL_BUT_ONE_IN_A_HUNDRED = 0.99;

  /** From the times of each callback, by its position, in milliseconds of one clock. */
  static Latency between(long[] received, long[] decided) {
    long[] took = new long[received.length];
    for (int i = 0; i < took.length; i++) {
      took[i] = decided[i] - received[i];
    }
    Arrays.sort(took);
    return new Latency(
        took.length,
        percentile(took, MEDIAN),
        percentile(took, ALL_BUT_ONE_IN_A_HUNDRED),
        took[took.length - 1]);
  }

  /** The least value that so large a share of all is not above. */
  private static long percentile(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}

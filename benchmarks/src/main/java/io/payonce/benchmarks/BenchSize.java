package io.payonce.benchmarks;

/**
 * How much is done.
 *
 * @param records callbacks, of which every fifth is a repeat
 * @param orders pending orders in the database, paid or not
 */
public record BenchSize(int records, long orders, long seed) {
  public static final int USUAL_RECORDS = 200_000;
  public static final int LEAST_RECORDS = 2_000;
  public static final int MOST_RECORDS = 10_000_000;
  public static final long MOST_ORDERS = 100_000_000;

  /**
   * @throws IllegalArgumentException saying which is out of range
   */
  public BenchSize {
    if (records < LEAST_RECORDS || records > MOST_RECORDS) {
      throw new IllegalArgumentException(
          "records must be " + LEAST_RECORDS + " to " + MOST_RECORDS);
    }
    if (orders < Workload.distinct(records) || orders > MOST_ORDERS) {
      throw new IllegalArgumentException(
          "orders must be %d (4 of 5 records) to %d"
              .formatted(Workload.distinct(records), MOST_ORDERS));
    }
  }

  /** Whether this is so much more than usual that it is to be compared with the usual. */
  boolean isLarge() {
    return records > USUAL_RECORDS || orders > USUAL_RECORDS;
  }

  /** As many orders as callbacks that are no repeats. */
  public static BenchSize of(int records, long seed) {
    return new BenchSize(records, Workload.distinct(records), seed);
  }
}

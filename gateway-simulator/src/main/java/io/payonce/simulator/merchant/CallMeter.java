package io.payonce.simulator.merchant;

/** Counts the calls to the merchant API, and how many are in flight. Safe for many threads. */
public final class CallMeter {
  private long refunds;
  private long queries;
  private int inFlight;
  private int most;
  private long endedNanos;
  private long beganSum;

  CallMeter() {}

  /**
   * The calls since the simulator started.
   *
   * @param refunds calls that asked for one
   * @param queries calls that asked how something stands
   * @param inFlight now
   * @param mostInFlight since somebody looked last
   * @param heldNanos how long all calls together have been in flight: its growth, divided by the
   *     time in which it grew, is how many were in flight on the average
   */
  public record Page(long refunds, long queries, int inFlight, int mostInFlight, long heldNanos) {
    public long all() {
      return refunds + queries;
    }
  }

  /** A call has come; returns what {@link #ended} is told. */
  synchronized long began() {
    long now = System.nanoTime();
    beganSum += now;
    inFlight++;
    most = Math.max(most, inFlight);
    return now;
  }

  synchronized void asked(String command) {
    switch (command) {
      case DeskRequest.REFUND -> refunds++;
      case DeskRequest.QUERY -> queries++;
      default -> {}
    }
  }

  /** A call was answered. */
  synchronized void ended(long began) {
    beganSum -= began;
    endedNanos += System.nanoTime() - began;
    inFlight--;
  }

  /** The most at once is counted anew by each look. */
  synchronized Page page() {
    long underWay = inFlight * System.nanoTime() - beganSum;
    Page page = new Page(refunds, queries, inFlight, most, endedNanos + underWay);
    most = inFlight;
    return page;
  }
}

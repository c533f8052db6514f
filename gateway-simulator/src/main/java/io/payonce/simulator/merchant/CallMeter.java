package io.payonce.simulator.merchant;

/** Counts the calls to the merchant API, and how many are in flight. Safe for many threads. */
final class CallMeter {
  private long refunds;
  private long queries;
  private int inFlight;
  private int most;
  private long endedNanos;
  private long beganSum;

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
  synchronized CallsPage page() {
    long underWay = inFlight * System.nanoTime() - beganSum;
    CallsPage page = new CallsPage(refunds, queries, inFlight, most, endedNanos + underWay);
    most = inFlight;
    return page;
  }
}

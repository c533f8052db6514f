package io.payonce.simulator.merchant;

/**
 * The calls to VNPAY's merchant API since it started.
 *
 * @param refunds calls that asked for one
 * @param queries calls that asked how something stands
 * @param inFlight now
 * @param mostInFlight since somebody looked last
 * @param heldNanos how long all calls together have been in flight: its growth, divided by the time
 *     in which it grew, is how many were in flight on the average
 */
public record CallsPage(
    long refunds, long queries, int inFlight, int mostInFlight, long heldNanos) {
  public long all() {
    return refunds + queries;
  }
}

package io.payonce.simulator.merchant;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A fault and the requests that it befalls.
 *
 * @param command {@code refund} or {@code querydr}; empty for both
 * @param reference the payment's; empty for all
 * @param times how many requests, one after the other
 */
public record FaultRule(Fault fault, String command, String reference, int times) {
  private static final Set<String> COMMANDS = Set.of("", DeskRequest.REFUND, DeskRequest.QUERY);

  public FaultRule {
    requireNonNull(fault, "fault is null");
    if (!COMMANDS.contains(command)) {
      throw new IllegalArgumentException("command must be refund or querydr, or empty");
    }
    requireNonNull(reference, "reference is null");
    if (times < 1) {
      throw new IllegalArgumentException("times must be positive");
    }
  }

  /** For the next refund of whatever payment. */
  public static FaultRule nextRefund(Fault fault) {
    return new FaultRule(fault, DeskRequest.REFUND, "", 1);
  }

  /** For the next query about whatever payment. */
  public static FaultRule nextQuery(Fault fault) {
    return new FaultRule(fault, DeskRequest.QUERY, "", 1);
  }

  boolean befalls(DeskRequest request) {
    return (command.isEmpty() || command.equals(request.command()))
        && (reference.isEmpty() || reference.equals(request.reference()));
  }
}

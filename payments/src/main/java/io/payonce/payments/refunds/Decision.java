package io.payonce.payments.refunds;

import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Ruling;
import io.payonce.payments.StockMovement;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The decision on one refund command, once it is made.
 *
 * @param refund the id of the refund that the command opened or would have opened
 */
record Decision(UUID commandId, TransactionId refund, String said) {
  /** How many rejections of one request are kept, so that an order does not grow for ever. */
  static final int REJECTIONS_KEPT = 20;

  static Decision of(RefundRequest request) {
    return new Decision(request.commandId(), request.refund(), request.said());
  }

  /**
   * What was decided on the command that opened a refund. A rejection of a command that bears its
   * id is none, nor is a callback.
   */
  static Optional<KeptDecision> opening(Order order, Refund refund) {
    return order.decisions().stream()
        .filter(kept -> kept.transactionId().equals(refund.id()))
        .filter(kept -> kept.said().startsWith(RefundRequest.SAID))
        .filter(kept -> kept.ruling().equals(Ruling.APPLIED) || isRefusal(kept.ruling()))
        .findFirst();
  }

  private static boolean isRefusal(Ruling ruling) {
    return ruling.reason() == Reason.REFUSED_BY_GATEWAY;
  }

  /** The decision as it was made before, if it was. */
  List<KeptDecision> among(List<KeptDecision> earlier) {
    return earlier.stream()
        .filter(kept -> kept.commandId().equals(commandId))
        .filter(kept -> kept.transactionId().equals(refund) && kept.said().equals(said))
        .toList();
  }

  Verdict keep(Order order, Ruling ruling, List<StockMovement> movements) {
    Order after = order.keeping(commandId, refund, ruling, said);
    return new Verdict.Decided(after, List.of(after.decisions().getLast()), movements);
  }

  /** By the state that the refund is in, which is not open. */
  Verdict asItStands(Order order) {
    return switch (order.refund(refund).orElseThrow().status()) {
      case PROCESSING, SUCCEEDED -> keep(order, Ruling.APPLIED, List.of());
      case FAILED -> keep(order, rejected(Reason.REFUSED_BY_GATEWAY), List.of());
      case REQUESTED, UNKNOWN -> throw new IllegalStateException("an open refund is undecided");
    };
  }

  /**
   * A rejection is kept for each command, although another one asked for the same: what is not kept
   * would be decided anew when the command comes again, and pay back what its caller was told is
   * not. From a certain number on it is a duplicate all the same.
   */
  Verdict reject(Order order, Reason reason) {
    return rejectedOften(order.decisions(), reason)
        .orElseGet(() -> keep(order, rejected(reason), List.of()));
  }

  /** Rejects a refund of an order that nobody has described. */
  Verdict refuse(List<KeptDecision> earlier, OrderId orderId) {
    return rejectedOften(earlier, Reason.ORDER_UNKNOWN)
        .orElseGet(
            () ->
                new Verdict.Refused(
                    new KeptDecision(
                        commandId,
                        orderId,
                        refund,
                        rejected(Reason.ORDER_UNKNOWN),
                        said,
                        OrderStanding.UNKNOWN)));
  }

  private Optional<Verdict> rejectedOften(List<KeptDecision> earlier, Reason reason) {
    List<KeptDecision> same =
        earlier.stream()
            .filter(kept -> kept.said().equals(said) && kept.ruling().reason() == reason)
            .toList();
    return same.size() < REJECTIONS_KEPT
        ? Optional.empty()
        : Optional.of(new Verdict.Duplicate(same.getFirst()));
  }

  private static Ruling rejected(Reason reason) {
    return new Ruling(Outcome.REJECTED, reason);
  }
}

package io.payonce.payments.refunds;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Attempt;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.Outcome;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The refunds that are owed for surplus payments: a pure function of what was decided. */
public final class SurplusRefunds {
  private static final String PREFIX = "surplus.";
  private static final int LONGEST_NAME = 64;

  private SurplusRefunds() {}

  /**
   * A refund of all that is left of a surplus payment. Every part is a function of the payment, so
   * that the command is the same whenever and however often it is sent, also after a restore and in
   * another order of callbacks.
   *
   * @param acceptedAt when the payment's attempt was created: no later time is the same each time
   */
  public record Owed(
      UUID commandId,
      Instant acceptedAt,
      OrderId orderId,
      TransactionId paymentId,
      String refundId) {
    public Owed {
      requireNonNull(commandId, "commandId");
      requireNonNull(acceptedAt, "acceptedAt");
      requireNonNull(orderId, "orderId");
      requireNonNull(paymentId, "paymentId");
      requireNonNull(refundId, "refundId");
    }
  }

  /**
   * What is owed after these decisions, which may be new or repeated.
   *
   * @param order as it stands after them
   */
  public static List<Owed> of(Order order, List<KeptDecision> decisions) {
    List<Owed> owed = new ArrayList<>();
    for (KeptDecision decision : decisions) {
      if (decision.ruling().outcome() == Outcome.SURPLUS) {
        order
            .attempt(decision.transactionId())
            .filter(payment -> Balance.of(order, payment).left() > 0)
            .ifPresent(payment -> owed.add(owed(order, payment)));
      }
    }
    return owed;
  }

  /** Whether a request, whichever command makes it, is for what is owed for this payment. */
  static boolean isOwed(Order order, Attempt payment, RefundRequest request) {
    return request.refundId().filter(owed(order, payment).refundId()::equals).isPresent();
  }

  private static Owed owed(Order order, Attempt payment) {
    String name = PREFIX + payment.id();
    UUID commandId = UUID.nameUUIDFromBytes(ascii(name));
    return new Owed(
        commandId,
        payment.createdAt(),
        order.id(),
        payment.id(),
        name.length() <= LONGEST_NAME ? name : PREFIX + commandId);
  }

  /** Identifiers are plain ASCII. */
  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }
}

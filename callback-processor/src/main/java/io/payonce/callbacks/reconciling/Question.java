package io.payonce.callbacks.reconciling;

import io.payonce.methods.MerchantApi;
import io.payonce.methods.PaymentAnswer;
import io.payonce.methods.PaymentCall;
import io.payonce.methods.RefundAnswer;
import io.payonce.methods.RefundCall;
import io.payonce.payments.Attempt;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.Refund;
import io.payonce.payments.TransactionId;
import io.payonce.store.PaymentStore;
import io.payonce.store.reconciling.Unsettled;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks one gateway about one payment or refund, and tells what is certain.
 *
 * <p>That a gateway knows nothing of it is not certain: the customer may pay later, and a refund
 * may be on its way. So nothing ever fails by that.
 */
final class Question {
  /** Where a gateway gives no number to a refund that it refuses. */
  private static final String NO_NUMBER = "0";

  private static final String NOTE = "reconciling";

  private final MerchantApi api;
  private final PaymentStore store;

  Question(MerchantApi api, PaymentStore store) {
    this.api = api;
    this.store = store;
  }

  /** What came of a question. */
  sealed interface Answer {
    /** The gateway says so, and it is news. */
    record Certain(Claim claim) implements Answer {}

    /** Nothing certain, or nothing new. */
    record Nothing(String why) implements Answer {}

    /** The gateway did not take the question, which says nothing of what was asked for. */
    record NotTaken(String why) implements Answer {}
  }

  Answer ask(Unsettled about) {
    return switch (about.kind()) {
      case PAYMENT -> askForPayment(about);
      case REFUND -> askForRefund(about.id());
    };
  }

  private Answer askForPayment(Unsettled about) {
    return switch (api.findPayment(new PaymentCall(about.id(), about.createdAt()))) {
      case PaymentAnswer.Found found when found.claim().status() == Claim.Status.PENDING ->
          new Answer.Nothing("pending");
      case PaymentAnswer.Found found -> new Answer.Certain(found.claim());
      case PaymentAnswer.NotFound _ -> new Answer.Nothing("not-found");
      case PaymentAnswer.Unclear _ -> new Answer.Nothing("unclear");
      case PaymentAnswer.NotSent notSent -> new Answer.NotTaken(notSent.why());
    };
  }

  /**
   * Its order says what the gateway must be asked. It may be settled by now, or be about to be: the
   * answer then is a repeat.
   */
  private Answer askForRefund(TransactionId id) {
    Optional<Order> order =
        store.inTransaction(transaction -> transaction.loadOrdersOf(List.of(id)).orderOf(id));
    Optional<Refund> refund = order.flatMap(known -> known.refund(id));
    if (refund.isEmpty() || isSettled(refund.get())) {
      return new Answer.Nothing("settled");
    }
    return judge(refund.get(), api.findRefund(call(order.get(), refund.get())));
  }

  private static boolean isSettled(Refund refund) {
    return switch (refund.status()) {
      case REQUESTED, UNKNOWN, PROCESSING -> false;
      case SUCCEEDED, FAILED -> true;
    };
  }

  private static RefundCall call(Order order, Refund refund) {
    Attempt payment = order.attempt(refund.paymentId()).orElseThrow();
    Set<String> otherNumbers =
        order.refundsOf(payment.id()).stream()
            .filter(other -> !other.id().equals(refund.id()))
            .map(Refund::gatewayTransactionId)
            .filter(number -> !number.isEmpty())
            .collect(Collectors.toSet());
    return new RefundCall(
        refund.id(),
        payment.id(),
        payment.gatewayTransactionId(),
        payment.amount(),
        refund.amount(),
        payment.createdAt(),
        refund.createdAt(),
        otherNumbers,
        NOTE,
        false);
  }

  private static Answer judge(Refund refund, RefundAnswer answer) {
    Money amount = refund.amount();
    return switch (answer) {
      case RefundAnswer.Completed completed ->
          certain(Claim.Status.SUCCEEDED, amount, completed.gatewayRefundId());
      case RefundAnswer.Processing processing when refund.isOpen() ->
          certain(Claim.Status.PENDING, amount, processing.gatewayRefundId());
      case RefundAnswer.Processing _ -> new Answer.Nothing("pending");
      case RefundAnswer.Refused refused ->
          certain(Claim.Status.FAILED, amount, refused.gatewayRefundId());
      case RefundAnswer.NotFound _ -> new Answer.Nothing("not-found");
      case RefundAnswer.Unclear _ -> new Answer.Nothing("unclear");
      case RefundAnswer.NotSent notSent -> new Answer.NotTaken(notSent.why());
    };
  }

  private static Answer certain(Claim.Status status, Money amount, String number) {
    return new Answer.Certain(new Claim(status, amount, number.isEmpty() ? NO_NUMBER : number));
  }
}

package io.payonce.refunds;

import io.payonce.payments.Attempt;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Verdict;
import io.payonce.payments.refunds.RefundRequest;
import io.payonce.payments.refunds.RefundResult;
import io.payonce.payments.refunds.RefundRules;
import io.payonce.payments.refunds.RefundStep;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RefundCommand;
import io.payonce.schemas.RefundResponse;
import io.payonce.store.WorkingSet;
import java.util.Map;
import java.util.Optional;

/**
 * The two transactions of a refund: one before the gateway is called, which writes the intent, and
 * one after, which writes the answer. Each checks that the record's partition is still held.
 */
final class RefundDecisions {
  private final Transactions transactions;
  private final Map<PaymentMethod, Gateway> gateways;
  private final Patience patience;

  RefundDecisions(
      Transactions transactions, Map<PaymentMethod, Gateway> gateways, Patience patience) {
    this.transactions = transactions;
    this.gateways = Map.copyOf(gateways);
    this.patience = patience;
  }

  /** What the first transaction leads to. */
  sealed interface Intent {
    /** Nobody is called. */
    record Over(Ending ending) implements Intent {}

    /** The intent is committed; the gateway is called. */
    record Called(Errand errand) implements Intent {}
  }

  /** What the second transaction leads to. */
  sealed interface Result {
    record Over(Ending ending) implements Result {}

    /** The answer was not clear, and that is committed. */
    record Open() implements Result {}
  }

  /** Transaction 1: decides what can be decided, or writes the intent. */
  Intent intend(Incoming incoming) {
    return transactions.run(
        incoming, set -> intend(set, incoming), new Intent.Over(new Ending.NotHeld()));
  }

  private Intent intend(WorkingSet set, Incoming incoming) {
    RefundCommand command = incoming.command();
    Optional<Order> order = set.order(command.orderId());
    RefundStep step =
        RefundRules.request(
            order,
            set.decisionsOn(command.orderId()),
            request(command, oneOpenAtATime(order, command)));
    return switch (step) {
      case RefundStep.Answered answered ->
          new Intent.Over(answer(set, incoming, answered.verdict()));
      case RefundStep.Waits _ -> new Intent.Over(Ending.Waits.OTHER_REFUND);
      case RefundStep.Opened opened ->
          call(
              opened.after(),
              opened.refund(),
              incoming.isReread(),
              () -> set.apply(opened.after()));
      case RefundStep.Resumed resumed ->
          call(order.orElseThrow(), resumed.refund(), true, () -> {});
    };
  }

  /** An intent that nobody could carry out is not written. */
  private Intent call(Order order, Refund refund, boolean resumed, Runnable write) {
    PaymentMethod method = order.attempt(refund.paymentId()).orElseThrow().method();
    Gateway gateway = gateways.get(method);
    if (gateway == null) {
      return new Intent.Over(Ending.Waits.NO_GATEWAY);
    }
    write.run();
    return new Intent.Called(Errand.of(gateway, order, refund, resumed));
  }

  private Ending answer(WorkingSet set, Incoming incoming, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Redelivered again -> known(set, incoming, again.again().getFirst());
      case Verdict.Duplicate duplicate ->
          new Ending.Known(
              new OutcomeMessage.Duplicate(
                  incoming.command().commandId(),
                  CommandKind.REFUND,
                  incoming.key(),
                  OutcomeMessage.First.of(duplicate.first())),
              set.refundResponse(duplicate.first().transactionId()),
              method(set, incoming));
      case Verdict.Refused refused -> {
        if (patience.lasts(incoming)) {
          yield new Ending.Waits(refused.decision().ruling().reason().code());
        }
        set.apply(refused);
        yield known(set, incoming, refused.decision());
      }
      case Verdict.Decided decided -> {
        KeptDecision decision = decided.decisions().getFirst();
        if (decision.ruling().reason() == Reason.ORDER_NOT_PAID && patience.lasts(incoming)) {
          yield new Ending.Waits(Reason.ORDER_NOT_PAID.code());
        }
        yield keep(set, incoming, decided);
      }
    };
  }

  /**
   * Transaction 2: what the gateway's answer makes of the refund.
   *
   * @param number the gateway's number for a refund that it took and refused; else empty. It is
   *     kept with the refund, so that no other one is taken for it
   */
  Result answered(Incoming incoming, RefundResult result, String number) {
    return transactions.run(
        incoming,
        set -> answered(set, incoming, result, number),
        new Result.Over(new Ending.NotHeld()));
  }

  private static Result answered(
      WorkingSet set, Incoming incoming, RefundResult result, String number) {
    RefundRequest request = request(incoming.command(), true);
    Order order = numbered(set.order(request.orderId()).orElseThrow(), request, number);
    Verdict verdict =
        RefundRules.answered(order, request.refund(), request.commandId(), request.said(), result);
    return switch (verdict) {
      case Verdict.Redelivered again ->
          new Result.Over(known(set, incoming, again.again().getFirst()));
      case Verdict.Decided decided when decided.decisions().isEmpty() -> {
        set.apply(decided);
        yield new Result.Open();
      }
      case Verdict.Decided decided -> new Result.Over(keep(set, incoming, decided));
      case Verdict.Duplicate _, Verdict.Refused _ ->
          throw new IllegalStateException("an answer is no request");
    };
  }

  private static Order numbered(Order order, RefundRequest request, String number) {
    return order
        .refund(request.refund())
        .filter(refund -> refund.isOpen() && !number.isEmpty())
        .map(refund -> order.with(refund.become(refund.status(), number)))
        .orElse(order);
  }

  /** Takes a decision in, with what its caller is answered with if the refund was taken. */
  private static Ending keep(WorkingSet set, Incoming incoming, Verdict.Decided decided) {
    KeptDecision decision = decided.decisions().getFirst();
    if (decision.ruling().outcome() == Outcome.APPLIED) {
      Order after = decided.after();
      set.applyRefund(
          decided,
          decision.transactionId(),
          RefundResponse.write(after.id(), after.refund(decision.transactionId()).orElseThrow()));
    } else {
      set.apply(decided);
    }
    return known(set, incoming, decision);
  }

  private static Ending known(WorkingSet set, Incoming incoming, KeptDecision decision) {
    return new Ending.Known(
        new OutcomeMessage.Decided(CommandKind.REFUND, incoming.key(), decision),
        set.refundResponse(decision.transactionId()),
        method(set, incoming));
  }

  private static Optional<PaymentMethod> method(WorkingSet set, Incoming incoming) {
    RefundCommand command = incoming.command();
    return set.order(command.orderId())
        .flatMap(order -> payment(order, command))
        .map(Attempt::method);
  }

  /** The one that is named, or the one that holds the order. */
  private static Optional<Attempt> payment(Order order, RefundCommand command) {
    return command.transactionId().flatMap(order::attempt).or(order::holder);
  }

  private boolean oneOpenAtATime(Optional<Order> order, RefundCommand command) {
    return order
        .flatMap(known -> payment(known, command))
        .flatMap(paid -> Optional.ofNullable(gateways.get(paid.method())))
        .map(gateway -> !gateway.api().repeatsAreSafe())
        .orElse(true);
  }

  private static RefundRequest request(RefundCommand command, boolean oneOpenAtATime) {
    return new RefundRequest(
        command.commandId(),
        command.acceptedAt(),
        command.orderId(),
        command.refundId(),
        command.amount(),
        command.transactionId(),
        command.lines(),
        oneOpenAtATime);
  }
}

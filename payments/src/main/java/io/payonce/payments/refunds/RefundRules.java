package io.payonce.payments.refunds;

import io.payonce.payments.Attempt;
import io.payonce.payments.Claim;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What becomes of a request to pay back, before the gateway is called and after: pure functions.
 *
 * <p>Before, the first line that is true decides:
 *
 * <pre>
 * this very command was decided                    its outcome again
 * nobody has described the order                   REJECTED order-unknown
 * the command has opened a refund                  open: Resumed; else as it stands (below)
 * a refund of the same name that did not fail:
 *   same contents                                  its command's DUPLICATE
 *   its command is undecided                       Waits
 *   other contents, same payment                   REJECTED refund-differs
 * the payment is not there or not successful,
 *   or was not when the refund was asked for        REJECTED order-not-paid
 * all of it is paid back                           REJECTED already-refunded
 * another currency, nothing at all                 REJECTED wrong-currency, wrong-amount
 * more than is left of the payment                 REJECTED exceeds-payment
 * goods that it does not have any more             REJECTED lines-differ
 * too much only if what is open comes about        Waits
 * the gateway takes one at a time and has one      Waits
 * else                                             Opened
 * </pre>
 *
 * <p>After, by the state that the refund has come to meanwhile:
 *
 * <pre>
 *               Completed              Accepted        Refused         Unclear
 * REQUESTED     APPLIED -> SUCCEEDED   -> PROCESSING   -> FAILED       undecided -> UNKNOWN
 * UNKNOWN       APPLIED -> SUCCEEDED   -> PROCESSING   -> FAILED       undecided
 * PROCESSING    APPLIED -> SUCCEEDED   as it stands    as it stands    as it stands
 * SUCCEEDED     as it stands           as it stands    as it stands    as it stands
 * FAILED        APPLIED -> SUCCEEDED,  -> PROCESSING,  as it stands    as it stands
 *               for review             for review; as it stands where the failure names the number
 * </pre>
 *
 * <p>As it stands: PROCESSING and SUCCEEDED are APPLIED, FAILED is REJECTED refused-by-gateway.
 */
public final class RefundRules {
  /** How far the clocks of those who accept commands may be apart. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

  private RefundRules() {}

  /**
   * Decides what is to be done about a request.
   *
   * @param order the order, if it is known
   * @param earlier what was decided before on commands for this order id, also where there is no
   *     order
   */
  public static RefundStep request(
      Optional<Order> order, List<KeptDecision> earlier, RefundRequest request) {
    Decision decision = Decision.of(request);
    List<KeptDecision> again = decision.among(earlier);
    if (!again.isEmpty()) {
      return new RefundStep.Answered(new Verdict.Redelivered(again));
    }
    return order
        .map(known -> requestKnown(known, request))
        .orElseGet(() -> new RefundStep.Answered(decision.refuse(earlier, request.orderId())));
  }

  /**
   * Decides what the gateway's answer to a refund's call makes of it. Applying it again changes
   * nothing.
   *
   * @param commandId the command that opened the refund
   * @param said what that command said
   * @return a decision, or none where nothing is clear; or the one that was made before
   * @throws IllegalArgumentException if the order has no such refund
   */
  public static Verdict answered(
      Order order, TransactionId refundId, UUID commandId, String said, RefundResult result) {
    Refund refund =
        order
            .refund(refundId)
            .orElseThrow(() -> new IllegalArgumentException("the order has no such refund"));
    Decision decision = new Decision(commandId, refundId, said);
    List<KeptDecision> again = decision.among(order.decisions());
    if (!again.isEmpty()) {
      return new Verdict.Redelivered(again);
    }
    return switch (result) {
      case RefundResult.Completed completed -> complete(order, refund, completed, decision);
      case RefundResult.Accepted accepted when isNews(order, refund, accepted) ->
          decision.asItStands(
              reviewed(order, refund)
                  .with(refund.become(Refund.Status.PROCESSING, accepted.gatewayTransactionId())));
      case RefundResult.Refused _ when refund.isOpen() ->
          decision.asItStands(
              order.with(refund.become(Refund.Status.FAILED, refund.gatewayTransactionId())));
      case RefundResult.Unclear _ when refund.isOpen() ->
          new Verdict.Decided(
              order.with(refund.become(Refund.Status.UNKNOWN, refund.gatewayTransactionId())),
              List.of(),
              List.of());
      case RefundResult.Accepted _, RefundResult.Refused _, RefundResult.Unclear _ ->
          decision.asItStands(order);
    };
  }

  /** A success counts whatever was said before it, as with payments. */
  private static Verdict complete(
      Order order, Refund refund, RefundResult.Completed completed, Decision decision) {
    if (refund.status() == Refund.Status.SUCCEEDED) {
      return decision.asItStands(order);
    }
    Order after =
        reviewed(order, refund)
            .with(refund.become(Refund.Status.SUCCEEDED, completed.gatewayTransactionId()));
    return decision.keep(after, Ruling.APPLIED, order.returnsOf(refund));
  }

  /**
   * Whether the gateway's taking a refund says more than is known. Of one that has failed it does,
   * unless a failure names the very number: then that is the later word.
   */
  private static boolean isNews(Order order, Refund refund, RefundResult.Accepted accepted) {
    return switch (refund.status()) {
      case REQUESTED, UNKNOWN -> true;
      case PROCESSING, SUCCEEDED -> false;
      case FAILED ->
          !refund.gatewayTransactionId().equals(accepted.gatewayTransactionId())
              && order.decisions().stream()
                  .noneMatch(kept -> isFailure(kept, refund, accepted.gatewayTransactionId()));
    };
  }

  private static boolean isFailure(KeptDecision kept, Refund refund, String number) {
    return kept.transactionId().equals(refund.id())
        && kept.said().contains("|" + Claim.Status.FAILED + "|")
        && kept.said().endsWith("|" + number);
  }

  /** Somebody said that it failed, a person perhaps, while the gateway had it. */
  private static Order reviewed(Order order, Refund refund) {
    return refund.status() == Refund.Status.FAILED ? order.flaggedForReview() : order;
  }

  private static RefundStep requestKnown(Order order, RefundRequest request) {
    Optional<Refund> own = order.refund(request.refund());
    if (own.isPresent()) {
      return again(order, own.get(), request);
    }
    if (order.attempt(request.refund()).isPresent()) {
      return reject(order, request, Reason.REFUND_DIFFERS);
    }
    return repeat(order, request).orElseGet(() -> requestNew(order, request));
  }

  /**
   * The command opened this refund, unless it only bears the id of the one that did. Then it waits
   * until that one is decided: a decision of its own would stand in the other's place.
   */
  private static RefundStep again(Order order, Refund own, RefundRequest request) {
    if (Decision.opening(order, own).isPresent()) {
      return reject(order, request, Reason.REFUND_DIFFERS);
    }
    if (!mayHaveOpened(request, own)) {
      return new RefundStep.Waits(own);
    }
    return own.isOpen()
        ? new RefundStep.Resumed(own)
        : new RefundStep.Answered(Decision.of(request).asItStands(order));
  }

  /**
   * What a refund of the same name makes of the request. Where the request names no payment, the
   * same contents are a repeat also if another payment has come to hold the order since: else a
   * refund that is clicked twice would be paid back twice.
   */
  private static Optional<RefundStep> repeat(Order order, RefundRequest request) {
    List<Refund> named =
        order.refunds().stream().filter(refund -> isNamedBy(request, refund)).toList();
    for (Refund refund : named) {
      Optional<KeptDecision> first = Decision.opening(order, refund);
      if (first.isPresent() && first.get().said().equals(request.said())) {
        return Optional.of(new RefundStep.Answered(new Verdict.Duplicate(first.get())));
      }
    }
    for (Refund refund : named) {
      if (Decision.opening(order, refund).isEmpty() && mayHaveOpened(request, refund)) {
        return Optional.of(new RefundStep.Waits(refund));
      }
    }
    Optional<TransactionId> payment = request.payment().or(() -> order.holder().map(Attempt::id));
    return named.stream().anyMatch(refund -> payment.filter(refund.paymentId()::equals).isPresent())
        ? Optional.of(reject(order, request, Reason.REFUND_DIFFERS))
        : Optional.empty();
  }

  private static boolean isNamedBy(RefundRequest request, Refund refund) {
    return refund.status() != Refund.Status.FAILED
        && refund.refundId().equals(request.refundId().orElse(""))
        && request.payment().map(refund.paymentId()::equals).orElse(true);
  }

  /** Whether nothing that the refund tells speaks against the request's having opened it. */
  private static boolean mayHaveOpened(RefundRequest request, Refund refund) {
    return refund.refundId().equals(request.refundId().orElse(""))
        && request.payment().map(refund.paymentId()::equals).orElse(true)
        && request.amount().map(refund.amount()::equals).orElse(true);
  }

  private static RefundStep requestNew(Order order, RefundRequest request) {
    Optional<Attempt> payment =
        request.payment().isPresent()
            ? request.payment().flatMap(order::attempt).filter(Attempt::isPaid)
            : order.holder();
    if (payment.isEmpty() || wasNotPaidThen(order, payment.get(), request)) {
      return reject(order, request, Reason.ORDER_NOT_PAID);
    }
    Balance balance = Balance.of(order, payment.get());
    Reason refusal = refusal(balance, request);
    if (refusal != Reason.NONE) {
      return reject(order, request, refusal);
    }
    long amount = request.amount().map(Money::minorUnits).orElseGet(balance::available);
    boolean rest = amount == balance.available();
    boolean fits =
        amount > 0
            && amount <= balance.available()
            && (rest || balance.hasAvailable(request.lines()));
    if (!balance.open().isEmpty() && (request.oneOpenAtATime() || !fits)) {
      return new RefundStep.Waits(balance.open().getFirst());
    }
    return open(balance, request, amount, rest ? balance.linesAvailable() : request.lines());
  }

  /**
   * Whether the payment came only after the refund was asked for, and its caller was told that it
   * is not there. What is owed for a surplus payment bears the time of the attempt; nobody asked.
   */
  private static boolean wasNotPaidThen(Order order, Attempt payment, RefundRequest request) {
    Instant asked = request.acceptedAt().plus(CLOCKS_DIFFER);
    return !SurplusRefunds.isOwed(order, payment, request)
        && !(request.payment().isPresent()
            ? order.wasPaidBy(payment, asked)
            : order.wasPaidBy(asked));
  }

  /** What no open refund can turn around. */
  private static Reason refusal(Balance balance, RefundRequest request) {
    if (balance.left() == 0) {
      return Reason.ALREADY_REFUNDED;
    }
    if (request.amount().isPresent()) {
      Money amount = request.amount().get();
      if (!amount.currency().equals(balance.payment().amount().currency())) {
        return Reason.WRONG_CURRENCY;
      }
      if (amount.minorUnits() == 0) {
        return Reason.WRONG_AMOUNT;
      }
      if (amount.minorUnits() > balance.left()) {
        return Reason.EXCEEDS_PAYMENT;
      }
    }
    return balance.holds(request.lines()) ? Reason.NONE : Reason.LINES_DIFFER;
  }

  private static RefundStep open(
      Balance balance, RefundRequest request, long amount, List<OrderLine> lines) {
    Refund refund =
        new Refund(
            request.refund(),
            balance.payment().id(),
            request.refundId().orElse(""),
            new Money(amount, balance.payment().amount().currency()),
            lines,
            request.acceptedAt(),
            Refund.Status.REQUESTED,
            "");
    return new RefundStep.Opened(balance.order().with(refund), refund);
  }

  private static RefundStep reject(Order order, RefundRequest request, Reason reason) {
    return new RefundStep.Answered(Decision.of(request).reject(order, reason));
  }
}

package io.payonce.payments;

import static io.payonce.payments.Attempt.Status.FAILED;
import static io.payonce.payments.Attempt.Status.SUCCEEDED;
import static io.payonce.payments.Attempt.Status.SURPLUS;
import static io.payonce.payments.Refund.Status.PROCESSING;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What becomes of a callback: a pure function of the command and the order. This page is the whole
 * table of transitions.
 *
 * <pre>
 * a payment     claim SUCCEEDED                     claim FAILED       claim PENDING
 * PENDING       settles (see below)                 APPLIED -> FAILED  STALE
 * FAILED        settles: money moved after all      STALE              STALE
 * SUCCEEDED     REJECTED: another gateway number    STALE              STALE
 * SURPLUS       REJECTED: another gateway number    STALE              STALE
 *
 * a refund      claim SUCCEEDED                     claim FAILED       claim PENDING
 * REQUESTED     APPLIED -> SUCCEEDED                APPLIED -> FAILED  APPLIED -> PROCESSING
 * UNKNOWN       APPLIED -> SUCCEEDED                APPLIED -> FAILED  APPLIED -> PROCESSING
 * PROCESSING    APPLIED -> SUCCEEDED                APPLIED -> FAILED  STALE
 * FAILED        APPLIED -> SUCCEEDED, for review    STALE              STALE
 * SUCCEEDED     DUPLICATE if the gateway number is  STALE              STALE
 *               its own or it had none yet;
 *               REJECTED: another gateway number
 * </pre>
 *
 * <p>Settling: an order without a holder is held by the attempt (APPLIED). Of two, the one created
 * first holds it, however late its callback: the other is SURPLUS. So the same attempts hold the
 * same orders in whatever order callbacks come. Goods that refunds of a displaced attempt have
 * returned already are not released again.
 *
 * <p>A refund that becomes SUCCEEDED returns its goods if its payment holds the order then: that of
 * a displaced one were released with it.
 *
 * <p>Before the table: a command that was decided before gets that outcome again; a claim that
 * another command made before is a DUPLICATE; a claim that contradicts the attempt or the refund is
 * REJECTED and flags the order for review.
 */
public final class CallbackRules {
  private CallbackRules() {}

  /** A verified callback for one transaction. */
  public record Callback(
      UUID commandId, TransactionId transactionId, PaymentMethod method, Claim claim) {

    /**
     * Who says it belongs to what is said: another gateway's claim is never a repeat of this one's.
     */
    public String said() {
      return method + "|" + claim.fingerprint();
    }
  }

  /** How begins what callbacks of a gateway say that claim a status. */
  static String said(PaymentMethod method, Claim.Status status) {
    return method + "|" + status + "|";
  }

  /**
   * Decides a callback.
   *
   * @throws IllegalArgumentException if the order has no such transaction: the caller looks orders
   *     up by transaction
   */
  public static Verdict decide(Order order, Callback callback) {
    Optional<Attempt> attempt = order.attempt(callback.transactionId());
    if (attempt.isPresent()) {
      return decide(order, attempt.get(), callback);
    }
    return order
        .refund(callback.transactionId())
        .map(refund -> decide(order, refund, callback))
        .orElseThrow(() -> new IllegalArgumentException("the order has no such transaction"));
  }

  private static Verdict decide(Order order, Attempt attempt, Callback callback) {
    return before(order, attempt.method(), attempt.amount(), callback)
        .orElseGet(() -> transition(order, attempt, callback));
  }

  private static Verdict decide(Order order, Refund refund, Callback callback) {
    Attempt payment = order.attempt(refund.paymentId()).orElseThrow();
    return before(order, payment.method(), refund.amount(), callback)
        .orElseGet(() -> transition(order, refund, callback));
  }

  /** What is decided before the table is looked at. */
  private static Optional<Verdict> before(
      Order order, PaymentMethod method, Money amount, Callback callback) {
    List<KeptDecision> again = decisionsOf(order, callback);
    if (!again.isEmpty()) {
      return Optional.of(new Verdict.Redelivered(again));
    }
    Optional<KeptDecision> first = order.firstThatSaid(callback.said(), callback.transactionId());
    if (first.isPresent()) {
      return first.map(Verdict.Duplicate::new);
    }
    Reason contradiction = contradiction(method, amount, callback);
    return contradiction == Reason.NONE
        ? Optional.empty()
        : Optional.of(keep(order.flaggedForReview(), callback, Ruling.rejected(contradiction)));
  }

  /**
   * What was decided on this very command. An id alone does not make it the same: a producer that
   * gives one id to two commands must not have the second one answered with the first one's
   * outcome.
   */
  private static List<KeptDecision> decisionsOf(Order order, Callback callback) {
    List<KeptDecision> ofId = order.decisionsOf(callback.commandId());
    boolean known =
        ofId.stream()
            .anyMatch(
                kept ->
                    kept.transactionId().equals(callback.transactionId())
                        && kept.said().equals(callback.said()));
    if (!known) {
      return List.of();
    }
    String displacement = displacedBy(callback.transactionId());
    return ofId.stream()
        .filter(kept -> kept.said().equals(callback.said()) || kept.said().equals(displacement))
        .toList();
  }

  private static String displacedBy(TransactionId transactionId) {
    return "displaced-by|" + transactionId;
  }

  private static Reason contradiction(PaymentMethod method, Money amount, Callback callback) {
    Money claimed = callback.claim().amount();
    if (callback.method() != method) {
      return Reason.WRONG_METHOD;
    }
    if (!claimed.currency().equals(amount.currency())) {
      return Reason.WRONG_CURRENCY;
    }
    return claimed.minorUnits() == amount.minorUnits() ? Reason.NONE : Reason.WRONG_AMOUNT;
  }

  private static Verdict transition(Order order, Attempt attempt, Callback callback) {
    return switch (callback.claim().status()) {
      case PENDING -> keep(order, callback, Ruling.stale(Reason.STILL_PENDING));
      case FAILED ->
          switch (attempt.status()) {
            case PENDING ->
                keep(order.replacing(paid(attempt, FAILED, callback)), callback, Ruling.APPLIED);
            case FAILED -> keep(order, callback, Ruling.stale(Reason.ALREADY_FAILED));
            case SUCCEEDED, SURPLUS -> keep(order, callback, Ruling.stale(Reason.SUCCESS_STANDS));
          };
      case SUCCEEDED ->
          switch (attempt.status()) {
            case PENDING, FAILED -> settle(order, attempt, callback);
            case SUCCEEDED, SURPLUS -> otherNumber(order, callback);
          };
    };
  }

  private static Verdict transition(Order order, Refund refund, Callback callback) {
    return switch (callback.claim().status()) {
      case PENDING ->
          switch (refund.status()) {
            case REQUESTED, UNKNOWN ->
                keep(order.with(paid(refund, PROCESSING, callback)), callback, Ruling.APPLIED);
            case PROCESSING, SUCCEEDED, FAILED ->
                keep(order, callback, Ruling.stale(Reason.STILL_PENDING));
          };
      case FAILED ->
          switch (refund.status()) {
            case REQUESTED, UNKNOWN, PROCESSING ->
                keep(
                    order.with(paid(refund, Refund.Status.FAILED, callback)),
                    callback,
                    Ruling.APPLIED);
            case FAILED -> keep(order, callback, Ruling.stale(Reason.ALREADY_FAILED));
            case SUCCEEDED -> keep(order, callback, Ruling.stale(Reason.SUCCESS_STANDS));
          };
      case SUCCEEDED ->
          switch (refund.status()) {
            case REQUESTED, UNKNOWN, PROCESSING -> finish(order, order, refund, callback);
            case FAILED -> finish(order, order.flaggedForReview(), refund, callback);
            case SUCCEEDED -> confirm(order, refund, callback);
          };
    };
  }

  private static Verdict finish(Order order, Order flagged, Refund refund, Callback callback) {
    Order after = flagged.with(paid(refund, Refund.Status.SUCCEEDED, callback));
    return keep(after, callback, Ruling.APPLIED, order.returnsOf(refund));
  }

  /**
   * A success of a refund that the gateway's own answer had completed: the claim repeats what the
   * refund's command was told, so it is a duplicate of that one.
   */
  private static Verdict confirm(Order order, Refund refund, Callback callback) {
    String known = refund.gatewayTransactionId();
    if (!known.isEmpty() && !known.equals(callback.claim().gatewayTransactionId())) {
      return otherNumber(order, callback);
    }
    return order
        .lastApplied(refund.id())
        .<Verdict>map(Verdict.Duplicate::new)
        .orElseGet(() -> keep(order, callback, Ruling.stale(Reason.SUCCESS_STANDS)));
  }

  private static Verdict otherNumber(Order order, Callback callback) {
    return keep(
        order.flaggedForReview(), callback, Ruling.rejected(Reason.OTHER_GATEWAY_TRANSACTION));
  }

  private static Verdict settle(Order order, Attempt attempt, Callback callback) {
    Optional<Attempt> holder = order.holder();
    if (holder.isEmpty()) {
      Order after = order.replacing(paid(attempt, SUCCEEDED, callback));
      return keep(after, callback, Ruling.APPLIED, sales(order, attempt));
    }
    if (holder.get().precedes(attempt)) {
      Order after = order.replacing(paid(attempt, SURPLUS, callback));
      return keep(after, callback, Ruling.surplus(Reason.HELD_BY_EARLIER));
    }
    return takeOver(order, attempt, holder.get(), callback);
  }

  /**
   * Two decisions, the displaced attempt's first, so that the order's last word is that it is held
   * by the earlier one.
   */
  private static Verdict takeOver(
      Order order, Attempt attempt, Attempt displaced, Callback callback) {
    Order released =
        order
            .replacing(displaced.become(SURPLUS, displaced.gatewayTransactionId()))
            .replacing(paid(attempt, SUCCEEDED, callback))
            .keeping(
                callback.commandId(),
                displaced.id(),
                Ruling.surplus(Reason.DISPLACED_BY_EARLIER),
                displacedBy(attempt.id()));
    Order after =
        released.keeping(callback.commandId(), attempt.id(), Ruling.APPLIED, callback.said());
    List<StockMovement> movements = new ArrayList<>(releases(order, displaced));
    movements.addAll(sales(order, attempt));
    return new Verdict.Decided(after, after.decisionsSince(order), movements);
  }

  private static Attempt paid(Attempt attempt, Attempt.Status status, Callback callback) {
    return attempt.become(status, callback.claim().gatewayTransactionId());
  }

  private static Refund paid(Refund refund, Refund.Status status, Callback callback) {
    return refund.become(status, callback.claim().gatewayTransactionId());
  }

  private static List<StockMovement> sales(Order order, Attempt attempt) {
    return order.lines().stream()
        .map(
            line ->
                new StockMovement(
                    attempt.id(), line.sku(), -line.quantity(), StockMovement.Reason.SALE))
        .toList();
  }

  private static List<StockMovement> releases(Order order, Attempt displaced) {
    List<StockMovement> movements = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      int sold = line.quantity() - order.returned(displaced.id(), line);
      if (sold > 0) {
        movements.add(
            new StockMovement(displaced.id(), line.sku(), sold, StockMovement.Reason.RELEASE));
      }
    }
    return movements;
  }

  private static Verdict keep(Order order, Callback callback, Ruling ruling) {
    return keep(order, callback, ruling, List.of());
  }

  private static Verdict keep(
      Order order, Callback callback, Ruling ruling, List<StockMovement> movements) {
    Order after =
        order.keeping(callback.commandId(), callback.transactionId(), ruling, callback.said());
    return new Verdict.Decided(after, after.decisionsSince(order), movements);
  }
}

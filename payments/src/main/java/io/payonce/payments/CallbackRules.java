package io.payonce.payments;

import static io.payonce.payments.Attempt.Status.FAILED;
import static io.payonce.payments.Attempt.Status.SUCCEEDED;
import static io.payonce.payments.Attempt.Status.SURPLUS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What becomes of a callback: a pure function of the command and the order. This page is the whole
 * table of transitions.
 *
 * <pre>
 *               claim SUCCEEDED                     claim FAILED       claim PENDING
 * PENDING       settles (see below)                 APPLIED -> FAILED  STALE
 * FAILED        settles: money moved after all      STALE              STALE
 * SUCCEEDED     REJECTED: another gateway number    STALE              STALE
 * SURPLUS       REJECTED: another gateway number    STALE              STALE
 * </pre>
 *
 * <p>Settling: an order without a holder is held by the attempt (APPLIED). Of two, the one created
 * first holds it, however late its callback: the other is SURPLUS. So the same attempts hold the
 * same orders in whatever order callbacks come.
 *
 * <p>Before the table: a command that was decided before gets that outcome again; a claim that
 * another command made before is a DUPLICATE; a claim that contradicts the attempt is REJECTED and
 * flags the order for review.
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

  /**
   * Decides a callback.
   *
   * @throws IllegalArgumentException if the order has no such attempt: the caller looks attempts up
   *     by transaction
   */
  public static Verdict decide(Order order, Callback callback) {
    Attempt attempt =
        order
            .attempt(callback.transactionId())
            .orElseThrow(() -> new IllegalArgumentException("the order has no such attempt"));
    List<KeptDecision> again = decisionsOf(order, callback);
    if (!again.isEmpty()) {
      return new Verdict.Redelivered(again);
    }
    Optional<KeptDecision> first = order.firstThatSaid(callback.said(), callback.transactionId());
    if (first.isPresent()) {
      return new Verdict.Duplicate(first.get());
    }
    Reason contradiction = contradiction(attempt, callback);
    if (contradiction != Reason.NONE) {
      return keep(order.flaggedForReview(), callback, Ruling.rejected(contradiction));
    }
    return transition(order, attempt, callback);
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

  private static Reason contradiction(Attempt attempt, Callback callback) {
    Money claimed = callback.claim().amount();
    if (callback.method() != attempt.method()) {
      return Reason.WRONG_METHOD;
    }
    if (!claimed.currency().equals(attempt.amount().currency())) {
      return Reason.WRONG_CURRENCY;
    }
    return claimed.minorUnits() == attempt.amount().minorUnits()
        ? Reason.NONE
        : Reason.WRONG_AMOUNT;
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
            case SUCCEEDED, SURPLUS ->
                keep(
                    order.flaggedForReview(),
                    callback,
                    Ruling.rejected(Reason.OTHER_GATEWAY_TRANSACTION));
          };
    };
  }

  private static Verdict settle(Order order, Attempt attempt, Callback callback) {
    Optional<Attempt> holder = order.holder();
    if (holder.isEmpty()) {
      Order after = order.replacing(paid(attempt, SUCCEEDED, callback));
      return keep(after, callback, Ruling.APPLIED, movements(order, attempt, -1));
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
    List<StockMovement> movements = new ArrayList<>(movements(order, displaced, 1));
    movements.addAll(movements(order, attempt, -1));
    return new Verdict.Decided(after, after.decisionsSince(order), movements);
  }

  private static Attempt paid(Attempt attempt, Attempt.Status status, Callback callback) {
    return attempt.become(status, callback.claim().gatewayTransactionId());
  }

  private static List<StockMovement> movements(Order order, Attempt attempt, int sign) {
    StockMovement.Reason reason =
        sign < 0 ? StockMovement.Reason.SALE : StockMovement.Reason.RELEASE;
    return order.lines().stream()
        .map(line -> new StockMovement(attempt.id(), line.sku(), sign * line.quantity(), reason))
        .toList();
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

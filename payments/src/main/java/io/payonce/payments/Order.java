package io.payonce.payments;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order with all that decisions about it look at: its lines, its attempts, what was decided
 * before, and its refunds. Immutable: the rules return the order as it stands afterwards.
 *
 * @param version rises by one with each kept decision
 * @param underReview a claim contradicted what we know; a person should look
 * @param refunds in the order in which they were opened
 */
public record Order(
    OrderId id,
    Money amount,
    List<OrderLine> lines,
    long version,
    boolean underReview,
    List<Attempt> attempts,
    List<KeptDecision> decisions,
    List<Refund> refunds) {

  public Order {
    requireNonNull(id, "id");
    requireNonNull(amount, "amount");
    lines = bySku(lines);
    attempts = List.copyOf(attempts);
    decisions = List.copyOf(decisions);
    refunds = List.copyOf(refunds);
  }

  /** An order that nothing was refunded of. */
  public Order(
      OrderId id,
      Money amount,
      List<OrderLine> lines,
      long version,
      boolean underReview,
      List<Attempt> attempts,
      List<KeptDecision> decisions) {
    this(id, amount, lines, version, underReview, attempts, decisions, List.of());
  }

  /** Orders are made anew with each decision, of lines that are sorted already. */
  private static List<OrderLine> bySku(List<OrderLine> lines) {
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).sku().compareTo(lines.get(i - 1).sku()) < 0) {
        return lines.stream().sorted(Comparator.comparing(OrderLine::sku)).toList();
      }
    }
    return List.copyOf(lines);
  }

  /** The successful attempt that holds the order, if one does. */
  public Optional<Attempt> holder() {
    for (Attempt attempt : attempts) {
      if (attempt.status() == Attempt.Status.SUCCEEDED) {
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
  }

  public OrderStatus status() {
    Optional<Attempt> holder = holder();
    if (holder.isEmpty()) {
      return OrderStatus.PENDING;
    }
    long refunded = refunds.isEmpty() ? 0 : refunded(holder.get().id()).minorUnits();
    if (refunded == 0) {
      return OrderStatus.PAID;
    }
    return refunded < holder.get().amount().minorUnits()
        ? OrderStatus.PARTIALLY_REFUNDED
        : OrderStatus.REFUNDED;
  }

  /**
   * Whether some payment of the order had been told of by then, as the ids of the callbacks say; so
   * it is also where topics are read again in another order.
   */
  public boolean wasPaidBy(Instant time) {
    return attempts.stream().anyMatch(attempt -> attempt.isPaid() && wasPaidBy(attempt, time));
  }

  /** The same of one successful attempt. */
  public boolean wasPaidBy(Attempt attempt, Instant time) {
    List<KeptDecision> payments = said(attempt, Claim.Status.SUCCEEDED);
    return payments.isEmpty() || payments.stream().anyMatch(kept -> !kept.isLaterThan(time));
  }

  /** Whether an attempt that has ended was open then still: all that ended it came later. */
  boolean wasOpenAt(Attempt attempt, Instant time) {
    List<KeptDecision> endings = new ArrayList<>(said(attempt, Claim.Status.SUCCEEDED));
    endings.addAll(said(attempt, Claim.Status.FAILED));
    return time.isBefore(attempt.expiresAt())
        && !endings.isEmpty()
        && endings.stream().allMatch(kept -> kept.isLaterThan(time));
  }

  /** What callbacks said of an attempt and counted. */
  private List<KeptDecision> said(Attempt attempt, Claim.Status status) {
    String beginning = CallbackRules.said(attempt.method(), status);
    return decisions.stream()
        .filter(kept -> kept.transactionId().equals(attempt.id()))
        .filter(kept -> kept.said().startsWith(beginning) && kept.ruling().counts())
        .toList();
  }

  public Optional<Attempt> attempt(TransactionId transactionId) {
    for (Attempt attempt : attempts) {
      if (attempt.id().equals(transactionId)) {
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
  }

  public Optional<Refund> refund(TransactionId transactionId) {
    for (Refund refund : refunds) {
      if (refund.id().equals(transactionId)) {
        return Optional.of(refund);
      }
    }
    return Optional.empty();
  }

  public List<Refund> refundsOf(TransactionId paymentId) {
    return refunds.stream().filter(refund -> refund.paymentId().equals(paymentId)).toList();
  }

  /** How much of a payment is paid back, or taken on by the gateway. */
  public Money refunded(TransactionId paymentId) {
    Money sum = Money.zero(amount.currency());
    for (Refund refund : refunds) {
      if (refund.isRefunded() && refund.paymentId().equals(paymentId)) {
        sum = sum.plus(refund.amount());
      }
    }
    return sum;
  }

  /**
   * What goes back to stock when the refund is final: nothing where its payment does not hold the
   * order, and never more than the payment took, also when money of a refused refund went after
   * all.
   */
  public List<StockMovement> returnsOf(Refund refund) {
    if (holder().filter(holder -> holder.id().equals(refund.paymentId())).isEmpty()) {
      return List.of();
    }
    List<StockMovement> movements = new ArrayList<>();
    for (OrderLine line : lines) {
      int sold = line.quantity() - returned(refund.paymentId(), line);
      int back = Math.min(sold, refund.quantityOf(line.sku()));
      if (back > 0) {
        movements.add(
            new StockMovement(refund.id(), line.sku(), back, StockMovement.Reason.RETURN));
      }
    }
    return movements;
  }

  /** How many of a line the final refunds of a payment that held the order have returned. */
  int returned(TransactionId paymentId, OrderLine line) {
    long returned = 0;
    for (Refund refund : refunds) {
      if (refund.status() == Refund.Status.SUCCEEDED && refund.paymentId().equals(paymentId)) {
        returned += refund.quantityOf(line.sku());
      }
    }
    return (int) Math.min(line.quantity(), returned);
  }

  /** What was decided on commands with this id. */
  List<KeptDecision> decisionsOf(UUID commandId) {
    return decisions.stream().filter(kept -> kept.commandId().equals(commandId)).toList();
  }

  /** The decisions that this order has beyond those of an earlier standing of it. */
  List<KeptDecision> decisionsSince(Order earlier) {
    return decisions.subList(earlier.decisions().size(), decisions.size());
  }

  /** The first decision on a transaction that came from a command that said the same. */
  Optional<KeptDecision> firstThatSaid(String said, TransactionId transactionId) {
    for (KeptDecision kept : decisions) {
      if (kept.said().equals(said) && kept.transactionId().equals(transactionId)) {
        return Optional.of(kept);
      }
    }
    return Optional.empty();
  }

  /** The last decision that changed a transaction. */
  Optional<KeptDecision> lastApplied(TransactionId transactionId) {
    return decisions.reversed().stream()
        .filter(kept -> kept.transactionId().equals(transactionId))
        .filter(kept -> kept.ruling().outcome() == Outcome.APPLIED)
        .findFirst();
  }

  OrderStanding standing() {
    Money refunded =
        refunds.isEmpty()
            ? Money.zero(amount.currency())
            : holder()
                .map(holder -> refunded(holder.id()))
                .orElseGet(() -> Money.zero(amount.currency()));
    return new OrderStanding(status(), version, amount, refunded);
  }

  Order replacing(Attempt changed) {
    List<Attempt> next = new ArrayList<>(attempts.size());
    for (Attempt attempt : attempts) {
      next.add(attempt.id().equals(changed.id()) ? changed : attempt);
    }
    return new Order(id, amount, lines, version, underReview, next, decisions, refunds);
  }

  Order opening(Attempt added) {
    List<Attempt> next = new ArrayList<>(attempts);
    next.add(added);
    return new Order(id, amount, lines, version, underReview, next, decisions, refunds);
  }

  /** The order with one refund more, or with the refund of that id as it stands now. */
  public Order with(Refund changed) {
    List<Refund> next = new ArrayList<>(refunds);
    next.replaceAll(refund -> refund.id().equals(changed.id()) ? changed : refund);
    if (refund(changed.id()).isEmpty()) {
      next.add(changed);
    }
    return new Order(id, amount, lines, version, underReview, attempts, decisions, next);
  }

  /** The order with the flag that a person should look. */
  public Order flaggedForReview() {
    return new Order(id, amount, lines, version, true, attempts, decisions, refunds);
  }

  /**
   * Keeps one decision: the version rises by one and the decision carries the standing it led to.
   */
  public Order keeping(UUID commandId, TransactionId transactionId, Ruling ruling, String said) {
    Order risen =
        new Order(id, amount, lines, version + 1, underReview, attempts, decisions, refunds);
    List<KeptDecision> next = new ArrayList<>(decisions);
    next.add(new KeptDecision(commandId, id, transactionId, ruling, said, risen.standing()));
    return new Order(id, amount, lines, version + 1, underReview, attempts, next, refunds);
  }
}

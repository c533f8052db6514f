package io.payonce.payments;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order with all that decisions about it look at: its lines, its attempts, and what was decided
 * before. Immutable: the rules return the order as it stands afterwards.
 *
 * @param version rises by one with each kept decision
 * @param underReview a claim contradicted what we know; a person should look
 */
public record Order(
    OrderId id,
    Money amount,
    List<OrderLine> lines,
    long version,
    boolean underReview,
    List<Attempt> attempts,
    List<KeptDecision> decisions) {

  public Order {
    requireNonNull(id, "id");
    requireNonNull(amount, "amount");
    lines = lines.stream().sorted(Comparator.comparing(OrderLine::sku)).toList();
    attempts = List.copyOf(attempts);
    decisions = List.copyOf(decisions);
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
    return holder().isPresent() ? OrderStatus.PAID : OrderStatus.PENDING;
  }

  public Optional<Attempt> attempt(TransactionId transactionId) {
    for (Attempt attempt : attempts) {
      if (attempt.id().equals(transactionId)) {
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
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

  OrderStanding standing() {
    return new OrderStanding(status(), version, amount, Money.zero(amount.currency()));
  }

  Order replacing(Attempt changed) {
    List<Attempt> next = new ArrayList<>(attempts.size());
    for (Attempt attempt : attempts) {
      next.add(attempt.id().equals(changed.id()) ? changed : attempt);
    }
    return new Order(id, amount, lines, version, underReview, next, decisions);
  }

  Order opening(Attempt added) {
    List<Attempt> next = new ArrayList<>(attempts);
    next.add(added);
    return new Order(id, amount, lines, version, underReview, next, decisions);
  }

  Order flaggedForReview() {
    return new Order(id, amount, lines, version, true, attempts, decisions);
  }

  /**
   * Keeps one decision: the version rises by one and the decision carries the standing it led to.
   */
  Order keeping(UUID commandId, TransactionId transactionId, Ruling ruling, String said) {
    Order risen = new Order(id, amount, lines, version + 1, underReview, attempts, decisions);
    List<KeptDecision> next = new ArrayList<>(decisions);
    next.add(new KeptDecision(commandId, id, transactionId, ruling, said, risen.standing()));
    return new Order(id, amount, lines, version + 1, underReview, attempts, next);
  }
}

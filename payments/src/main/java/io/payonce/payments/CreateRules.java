package io.payonce.payments;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What becomes of a create: a pure function of the command and the order, if it is known.
 *
 * <p>The first create with details opens the order and its first attempt. The same again, while
 * that attempt is open, is its DUPLICATE. Other contents, an unknown order without details, or an
 * order that was paid before the create was accepted are REJECTED. Anything else opens a new
 * attempt; the old one may still be paid.
 */
public final class CreateRules {
  /** What a create says begins so, and nothing that a callback says does. */
  private static final String SAID = "create|";

  private CreateRules() {}

  /** How a create comes to be decided. */
  public enum Reading {
    /** As far as is known for the first time, or once more with all that followed from it. */
    FIRST,
    /**
     * Once more, by a database that went back. An attempt that looks open may have failed before
     * this create, which had an attempt of its own then, and its customer may have paid that: so it
     * gets its own again. One that nobody pays does no harm.
     */
    AFTER_A_RESTORE,
    /** Once more, because somebody replays the topic; nothing that stands is to change. */
    IN_A_REPLAY
  }

  /**
   * A request to pay an order.
   *
   * @param transactionId the id that a new attempt gets, minted from the command
   * @param offered whether this installation offers the method, and the gateway takes the amount
   * @param details the order's contents; empty where the caller relies on what we know already
   * @param expiresAt when a new attempt would no longer be open
   * @param reading how it comes to be decided
   */
  public record Request(
      UUID commandId,
      OrderId orderId,
      TransactionId transactionId,
      PaymentMethod method,
      boolean offered,
      Instant acceptedAt,
      Instant expiresAt,
      Optional<Details> details,
      Reading reading) {}

  /** An order's contents. */
  public record Details(Money amount, List<OrderLine> lines) {
    public Details {
      requireNonNull(amount, "amount");
      if (amount.minorUnits() == 0) {
        throw new IllegalArgumentException("amount must be positive");
      }
      if (lines.isEmpty()) {
        throw new IllegalArgumentException("items must not be empty");
      }
      lines = lines.stream().sorted(Comparator.comparing(OrderLine::sku)).toList();
      if (lines.stream().map(OrderLine::sku).distinct().count() < lines.size()) {
        throw new IllegalArgumentException("items must name each sku once");
      }
    }

    /** Equal for two contents exactly if they are the same. */
    public String fingerprint() {
      return amount.minorUnits()
          + "|"
          + amount.currency()
          + "|"
          + lines.stream()
              .map(line -> line.sku() + ":" + line.quantity())
              .collect(Collectors.joining(","));
    }
  }

  /**
   * Decides a create.
   *
   * @param order the order, if it is known
   * @param earlier what was decided before on commands for this order id, also where there is no
   *     order
   */
  public static Verdict decide(Optional<Order> order, List<KeptDecision> earlier, Request request) {
    List<KeptDecision> again = earlier.stream().filter(kept -> isOf(kept, request)).toList();
    if (!again.isEmpty()) {
      return new Verdict.Redelivered(again);
    }
    if (order.isPresent()) {
      return decideKnown(order.get(), request);
    }
    if (!request.offered()) {
      return refuse(earlier, request, Reason.METHOD_NOT_OFFERED);
    }
    return request
        .details()
        .map(details -> open(newOrder(request, details), request))
        .orElseGet(() -> refuse(earlier, request, Reason.ORDER_UNKNOWN));
  }

  private static Verdict decideKnown(Order order, Request request) {
    if (request.details().isPresent() && !request.details().get().equals(contents(order))) {
      return reject(order, request, Reason.ORDER_DIFFERS);
    }
    if (order.holder().isPresent() && order.wasPaidBy(request.acceptedAt())) {
      return reject(order, request, Reason.ORDER_ALREADY_PAID);
    }
    if (!request.offered()) {
      return reject(order, request, Reason.METHOD_NOT_OFFERED);
    }
    for (Attempt attempt : order.attempts()) {
      if (answers(order, attempt, request)) {
        return new Verdict.Duplicate(opener(order, attempt));
      }
    }
    return open(order, request);
  }

  /**
   * Whether an attempt is the one that the request asks for. It is as long as it is open, and while
   * the request is on its way somebody may have paid it: whoever is told of a further attempt then
   * could pay twice. Of attempts that are over, the ids of their callbacks tell when they ended.
   */
  private static boolean answers(Order order, Attempt attempt, Request request) {
    Instant at = request.acceptedAt();
    if (attempt.method() != request.method() || !at.isBefore(attempt.expiresAt())) {
      return false;
    }
    return switch (attempt.status()) {
      case PENDING -> request.reading() != Reading.AFTER_A_RESTORE;
      case SUCCEEDED, SURPLUS -> order.wasOpenAt(attempt, at);
      case FAILED -> request.reading() == Reading.IN_A_REPLAY && order.wasOpenAt(attempt, at);
    };
  }

  private static KeptDecision opener(Order order, Attempt attempt) {
    return order.decisions().stream()
        .filter(kept -> kept.transactionId().equals(attempt.id()) && kept.said().startsWith(SAID))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("an attempt without the decision to open it"));
  }

  private static Order newOrder(Request request, Details details) {
    return new Order(
        request.orderId(), details.amount(), details.lines(), 0, false, List.of(), List.of());
  }

  private static Details contents(Order order) {
    return new Details(order.amount(), order.lines());
  }

  private static Verdict open(Order order, Request request) {
    Attempt attempt =
        new Attempt(
            request.transactionId(),
            request.method(),
            order.amount(),
            request.acceptedAt(),
            request.expiresAt(),
            Attempt.Status.PENDING,
            "");
    return keep(order.opening(attempt), request, Ruling.APPLIED);
  }

  private static Verdict keep(Order order, Request request, Ruling ruling) {
    Order after =
        order.keeping(request.commandId(), request.transactionId(), ruling, said(request));
    return new Verdict.Decided(after, after.decisionsSince(order), List.of());
  }

  /**
   * What is rejected again for the same reason is a duplicate, so that an order's decisions do not
   * grow for ever.
   */
  private static Verdict reject(Order order, Request request, Reason reason) {
    return rejectedBefore(order.decisions(), request, reason)
        .orElseGet(() -> keep(order, request, Ruling.rejected(reason)));
  }

  private static Verdict refuse(List<KeptDecision> earlier, Request request, Reason reason) {
    return rejectedBefore(earlier, request, reason)
        .orElseGet(
            () ->
                new Verdict.Refused(
                    new KeptDecision(
                        request.commandId(),
                        request.orderId(),
                        request.transactionId(),
                        Ruling.rejected(reason),
                        said(request),
                        OrderStanding.UNKNOWN)));
  }

  private static Optional<Verdict> rejectedBefore(
      List<KeptDecision> earlier, Request request, Reason reason) {
    String said = said(request);
    return earlier.stream()
        .filter(kept -> kept.said().equals(said) && kept.ruling().reason() == reason)
        .findFirst()
        .map(Verdict.Duplicate::new);
  }

  /**
   * Whether a decision was made on this very create; a callback with the same id is another
   * command.
   */
  private static boolean isOf(KeptDecision kept, Request request) {
    return kept.commandId().equals(request.commandId())
        && kept.transactionId().equals(request.transactionId())
        && kept.said().startsWith(SAID);
  }

  private static String said(Request request) {
    return SAID + request.method() + "|" + request.details().map(Details::fingerprint).orElse("");
  }
}

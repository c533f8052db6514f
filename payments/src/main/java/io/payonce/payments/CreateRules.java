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

  private static final int TIMED_UUID = 7;
  private static final int BITS_BELOW_TIME = 16;

  private CreateRules() {}

  /**
   * A request to pay an order.
   *
   * @param transactionId the id that a new attempt gets, minted from the command
   * @param offered whether this installation offers the method, and the gateway takes the amount
   * @param details the order's contents; empty where the caller relies on what we know already
   * @param expiresAt when a new attempt would no longer be open
   */
  public record Request(
      UUID commandId,
      OrderId orderId,
      TransactionId transactionId,
      PaymentMethod method,
      boolean offered,
      Instant acceptedAt,
      Instant expiresAt,
      Optional<Details> details) {}

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
    if (order.holder().isPresent() && wasPaidAt(order, request.acceptedAt())) {
      return reject(order, request, Reason.ORDER_ALREADY_PAID);
    }
    if (!request.offered()) {
      return reject(order, request, Reason.METHOD_NOT_OFFERED);
    }
    for (Attempt attempt : order.attempts()) {
      if (attempt.method() == request.method() && attempt.isOpenAt(request.acceptedAt())) {
        return new Verdict.Duplicate(opener(order, attempt));
      }
    }
    return open(order, request);
  }

  /**
   * Whether the order was paid already at that time, as the ids of the callbacks tell that paid it.
   * An id without a time counts as earlier.
   *
   * <p>After the database went back, callbacks of one attempt may be applied before the create of
   * another, though that was accepted long before them, and its customer has paid too perhaps. To
   * reject it then would make its payment one that nobody knows.
   */
  private static boolean wasPaidAt(Order order, Instant time) {
    List<KeptDecision> payments =
        order.decisions().stream()
            .filter(kept -> kept.ruling().outcome() == Outcome.APPLIED)
            .filter(kept -> kept.after().status() != OrderStatus.PENDING)
            .filter(kept -> order.attempt(kept.transactionId()).isPresent())
            .toList();
    return payments.isEmpty()
        || payments.stream().anyMatch(kept -> !isLater(kept.commandId(), time));
  }

  private static boolean isLater(UUID commandId, Instant time) {
    return commandId.version() == TIMED_UUID
        && Instant.ofEpochMilli(commandId.getMostSignificantBits() >>> BITS_BELOW_TIME)
            .isAfter(time);
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

package io.payonce.store;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.StockMovement;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The orders of one batch as they were loaded and as they stand after each decision. Commands are
 * folded over it in order; then what changed is stored. For one thread.
 */
public final class WorkingSet {
  private final Map<OrderId, Order> loaded = new HashMap<>();
  private final Map<OrderId, String> places = new HashMap<>();
  private final Map<OrderId, Order> current = new LinkedHashMap<>();
  private final Map<TransactionId, OrderId> orderIds = new HashMap<>();
  private final Map<OrderId, List<KeptDecision>> unopened = new HashMap<>();
  private final Map<TransactionId, String> responses = new HashMap<>();
  private final Map<TransactionId, String> refundResponses = new HashMap<>();
  private final Map<TransactionId, String> newRefundResponses = new LinkedHashMap<>();
  private final List<KeptDecision> decisions = new ArrayList<>();
  private final List<StockMovement> movements = new ArrayList<>();

  /** The order as it stands now. */
  public Optional<Order> order(OrderId id) {
    return Optional.ofNullable(current.get(id));
  }

  /** The order that a transaction belongs to, as it stands now. */
  public Optional<Order> orderOf(TransactionId transactionId) {
    return Optional.ofNullable(orderIds.get(transactionId)).map(current::get);
  }

  /** All that was decided on an order id, whether or not there is an order. */
  public List<KeptDecision> decisionsOn(OrderId id) {
    List<KeptDecision> all = new ArrayList<>(unopened.getOrDefault(id, List.of()));
    order(id).ifPresent(order -> all.addAll(order.decisions()));
    return all;
  }

  /**
   * The bytes that the creator of an attempt was answered with; empty where they were not loaded.
   */
  public String createResponse(TransactionId transactionId) {
    return responses.getOrDefault(transactionId, "");
  }

  /**
   * The bytes that the caller of a refund was answered with; empty where they were not loaded, or
   * there is no such answer.
   */
  public String refundResponse(TransactionId transactionId) {
    return refundResponses.getOrDefault(transactionId, "");
  }

  /** Takes a decision in. */
  public void apply(Verdict.Decided decided) {
    apply(decided.after());
    decisions.addAll(decided.decisions());
    movements.addAll(decided.movements());
  }

  /** Takes in an order with a refund that is intended, which is no decision yet. */
  public void apply(Order after) {
    current.put(after.id(), after);
    know(after);
  }

  /** Takes in a decision on a refund's command, with the bytes its caller is answered with. */
  public void applyRefund(Verdict.Decided decided, TransactionId refund, String response) {
    apply(decided);
    refundResponses.put(refund, response);
    newRefundResponses.put(refund, response);
  }

  /** Takes in a decision to open an attempt, with the bytes its creator is answered with. */
  public void apply(Verdict.Decided decided, TransactionId opened, String createResponse) {
    apply(decided);
    responses.put(opened, createResponse);
  }

  /** Takes in a refusal on an order id without an order. */
  public void apply(Verdict.Refused refused) {
    KeptDecision decision = refused.decision();
    unopened.computeIfAbsent(decision.orderId(), _ -> new ArrayList<>()).add(decision);
    decisions.add(decision);
  }

  /**
   * @param place where the order's row lies
   */
  void addLoaded(String place, Order order) {
    places.put(order.id(), place);
    loaded.put(order.id(), order);
    current.put(order.id(), order);
    know(order);
  }

  private void know(Order order) {
    order.attempts().forEach(attempt -> orderIds.put(attempt.id(), order.id()));
    order.refunds().forEach(refund -> orderIds.put(refund.id(), order.id()));
  }

  void addUnopened(KeptDecision decision) {
    unopened.computeIfAbsent(decision.orderId(), _ -> new ArrayList<>()).add(decision);
  }

  void addCreateResponse(TransactionId transactionId, String response) {
    responses.put(transactionId, response);
  }

  void addRefundResponse(TransactionId transactionId, String response) {
    refundResponses.put(transactionId, response);
  }

  /** Those to be stored. */
  Map<TransactionId, String> newRefundResponses() {
    return newRefundResponses;
  }

  /** The orders as they stand now. */
  Collection<Order> orders() {
    return current.values();
  }

  /** Where the row of an order lies that was loaded. */
  String place(OrderId id) {
    return requireNonNull(places.get(id), "an order that was not loaded has no place");
  }

  Optional<Order> asLoaded(OrderId id) {
    return Optional.ofNullable(loaded.get(id));
  }

  /**
   * The orders that are new or stand otherwise than they were loaded, in the order of their ids: so
   * are they written, and two batches that open the same orders do not deadlock.
   */
  List<Order> changed() {
    return current.values().stream()
        .filter(order -> !order.equals(loaded.get(order.id())))
        .sorted(Comparator.comparing(Order::id))
        .toList();
  }

  List<KeptDecision> decisions() {
    return decisions;
  }

  List<StockMovement> movements() {
    return movements;
  }
}

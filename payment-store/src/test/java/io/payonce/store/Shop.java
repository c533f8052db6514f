package io.payonce.store;

import io.payonce.payments.CallbackRules;
import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes commands and folds them over a working set by the real rules, as the workers do. */
final class Shop {
  static final Money PRICE = new Money(150_000, "VND");
  static final Instant TEN = Instant.parse("2026-01-02T10:00:00.123Z");

  private final PaymentStore store;

  Shop(PaymentStore store) {
    this.store = store;
  }

  static OrderLine line(String sku, int quantity) {
    return new OrderLine(new Sku(sku), quantity);
  }

  static CreateRules.Request request(
      String orderId, PaymentMethod method, Instant acceptedAt, OrderLine... lines) {
    UUID commandId = UUID.randomUUID();
    Optional<CreateRules.Details> details =
        lines.length == 0
            ? Optional.empty()
            : Optional.of(new CreateRules.Details(PRICE, List.of(lines)));
    return new CreateRules.Request(
        commandId,
        new OrderId(orderId),
        TransactionId.mintedBy(commandId, acceptedAt),
        method,
        true,
        acceptedAt,
        acceptedAt.plus(Duration.ofMinutes(15)),
        details,
        CreateRules.Reading.FIRST);
  }

  static CallbackRules.Callback success(
      TransactionId transaction, PaymentMethod method, String number) {
    return new CallbackRules.Callback(
        UUID.randomUUID(), transaction, method, new Claim(Claim.Status.SUCCEEDED, PRICE, number));
  }

  /** Folds a create over the set. */
  static Verdict create(WorkingSet set, CreateRules.Request request) {
    Verdict verdict =
        CreateRules.decide(
            set.order(request.orderId()), set.decisionsOn(request.orderId()), request);
    switch (verdict) {
      case Verdict.Decided decided ->
          set.apply(decided, request.transactionId(), "pay " + request.transactionId());
      case Verdict.Refused refused -> set.apply(refused);
      case Verdict.Redelivered _, Verdict.Duplicate _ -> {}
    }
    return verdict;
  }

  /** Folds a callback over the set. */
  static Verdict callback(WorkingSet set, CallbackRules.Callback callback) {
    Verdict verdict =
        CallbackRules.decide(set.orderOf(callback.transactionId()).orElseThrow(), callback);
    if (verdict instanceof Verdict.Decided decided) {
      set.apply(decided);
    }
    return verdict;
  }

  /** One batch that creates; returns each order's new transaction. */
  List<TransactionId> open(CreateRules.Request... requests) {
    return store.inTransaction(
        batch -> {
          WorkingSet set =
              batch.loadOrders(
                  List.of(requests).stream().map(CreateRules.Request::orderId).toList());
          for (CreateRules.Request request : requests) {
            create(set, request);
          }
          batch.store(set);
          return List.of(requests).stream().map(CreateRules.Request::transactionId).toList();
        });
  }

  /** Opens one VNPAY attempt of an order of such lines. */
  TransactionId open(String orderId, OrderLine... lines) {
    return open(request(orderId, PaymentMethod.VNPAY, TEN, lines)).getFirst();
  }

  /** One batch of callbacks; returns the set that was stored. */
  WorkingSet settle(CallbackRules.Callback... callbacks) {
    return store.inTransaction(batch -> settle(batch, callbacks));
  }

  static WorkingSet settle(BatchTransaction batch, CallbackRules.Callback... callbacks) {
    WorkingSet set =
        batch.loadOrdersOf(
            List.of(callbacks).stream().map(CallbackRules.Callback::transactionId).toList());
    for (CallbackRules.Callback callback : callbacks) {
      callback(set, callback);
    }
    batch.store(set);
    return set;
  }

  /** The order as the database gives it back. */
  Order reload(String orderId) {
    OrderId id = new OrderId(orderId);
    return store.inTransaction(batch -> batch.loadOrders(List.of(id)).order(id).orElseThrow());
  }
}

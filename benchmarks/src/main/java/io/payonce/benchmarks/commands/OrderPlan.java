package io.payonce.benchmarks.commands;

import io.payonce.benchmarks.rig.CommandIds;
import io.payonce.benchmarks.rig.Stock;
import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.RefundCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The orders of a run by their numbers, and their commands: each is created, those with the lowest
 * numbers are paid and then refunded in full.
 */
final class OrderPlan {
  private static final long LEAST_AMOUNT = 1_000;
  private static final int CREATE = 1;
  private static final int PAY = 2;
  private static final int REFUND = 3;
  private static final CreateCommand.Presentation PRESENTATION =
      new CreateCommand.Presentation(
          "https://shop.example/thanks", "203.0.113.7", "Payment of an order", "vn");

  private final CommandsSize size;
  private final Instant acceptedAt = Instant.now();
  private final CommandIds creates;
  private final CommandIds callbacks;
  private final CommandIds refunds;

  OrderPlan(CommandsSize size) {
    this.size = size;
    this.creates = new CommandIds(acceptedAt, CREATE, size.allOrders());
    this.callbacks = new CommandIds(acceptedAt, PAY, size.allRefunds());
    this.refunds = new CommandIds(acceptedAt, REFUND, size.allRefunds());
  }

  CommandsSize size() {
    return size;
  }

  Instant acceptedAt() {
    return acceptedAt;
  }

  /** The ids of each kind's commands, by what they are called in the plural. */
  Map<String, CommandIds> ids() {
    return Map.of("creates", creates, "callbacks", callbacks, "refunds", refunds);
  }

  /** What an order costs. */
  Money amount(int order) {
    return new Money(LEAST_AMOUNT + order, "VND");
  }

  TransactionId payment(int order) {
    return TransactionId.mintedBy(creates.at(order), acceptedAt);
  }

  CreateCommand create(int order) {
    List<OrderLine> lines = List.of(new OrderLine(new Sku(Stock.sku(order)), 1));
    return new CreateCommand(
        creates.at(order),
        acceptedAt,
        orderId(order),
        PaymentMethod.VNPAY,
        Optional.of(new CreateRules.Details(amount(order), lines)),
        PRESENTATION);
  }

  /**
   * @param gatewayNumber of the payment
   */
  CallbackCommand callback(int order, String gatewayNumber) {
    return new CallbackCommand(
        callbacks.at(order),
        acceptedAt,
        PaymentMethod.VNPAY,
        payment(order),
        new Claim(Claim.Status.SUCCEEDED, amount(order), gatewayNumber),
        new CallbackCommand.Evidence(
            CallbackCommand.Source.IPN, Map.of("vnp_ResponseCode", "00"), ""));
  }

  RefundCommand refund(int order) {
    return new RefundCommand(
        refunds.at(order),
        acceptedAt,
        orderId(order),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "");
  }

  private static OrderId orderId(int order) {
    return new OrderId("ORD-%012d".formatted(order));
  }
}

package io.payonce.ingest;

import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.Reply;
import java.util.UUID;

/** Replies as a worker would send them. */
public final class Outcomes {
  public static final UUID FIRST = UUID.fromString("0193d3c0-0000-7000-8000-000000000001");

  private Outcomes() {}

  public static Reply decided(UUID commandId, Outcome outcome, Reason reason, String response) {
    return new Reply.Decided(
        new OutcomeMessage.Decided(
            CommandKind.CALLBACK, "key", decision(commandId, new Ruling(outcome, reason))),
        response);
  }

  public static Reply duplicateOf(UUID commandId, Outcome outcome, Reason reason, String response) {
    return new Reply.Decided(
        new OutcomeMessage.Duplicate(
            commandId,
            CommandKind.CALLBACK,
            "key",
            OutcomeMessage.First.of(decision(FIRST, new Ruling(outcome, reason)))),
        response);
  }

  public static Reply deadLettered(UUID commandId) {
    return new Reply.Decided(
        new OutcomeMessage.DeadLettered(commandId, CommandKind.CALLBACK, "key", "database-error"),
        "");
  }

  private static KeptDecision decision(UUID commandId, Ruling ruling) {
    return new KeptDecision(
        commandId,
        new OrderId("order-1"),
        new TransactionId("tx-1"),
        ruling,
        "",
        new OrderStanding(OrderStatus.PENDING, 1, new Money(10_000, "VND"), new Money(0, "VND")));
  }
}

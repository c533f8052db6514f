package io.payonce.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.payments.Claim;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeWriter;
import io.payonce.schemas.RefundCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Commands and their outcomes, as they are written to the topics. */
final class Messages {
  private static final OrderId ORDER = new OrderId("ORD-1");
  private static final Instant ACCEPTED = Instant.parse("2026-11-24T10:00:00Z");

  private Messages() {}

  /** A callback about a transaction of its own. */
  static Command callback() {
    UUID id = UUID.randomUUID();
    return new CallbackCommand(
        id,
        ACCEPTED,
        PaymentMethod.VNPAY,
        TransactionId.mintedBy(id, ACCEPTED),
        new Claim(Claim.Status.SUCCEEDED, new Money(1_000, "VND"), "17"),
        new CallbackCommand.Evidence(CallbackCommand.Source.IPN, Map.of(), ""));
  }

  static Command refund() {
    return new RefundCommand(
        UUID.randomUUID(),
        ACCEPTED,
        ORDER,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "");
  }

  static byte[] bytes(Command command) {
    return CommandWriter.write(command);
  }

  /** The same without the id, as a foreign producer may write it. */
  static byte[] withoutId(Command command) {
    String id = "\"commandId\":\"" + command.commandId() + "\",";
    String text = new String(bytes(command), UTF_8);
    return text.replace(id, "").getBytes(UTF_8);
  }

  static byte[] outcome(Command of, Outcome outcome) {
    return outcome(of.commandId(), of, outcome);
  }

  /** An outcome under another id. */
  static byte[] outcome(UUID id, Command of, Outcome outcome) {
    TransactionId transaction = TransactionId.mintedBy(id, ACCEPTED);
    return OutcomeWriter.write(
        switch (outcome) {
          case DEAD_LETTERED ->
              new OutcomeMessage.DeadLettered(id, of.kind(), of.key().value(), "tired");
          case DUPLICATE ->
              new OutcomeMessage.Duplicate(
                  id,
                  of.kind(),
                  of.key().value(),
                  new OutcomeMessage.First(
                      UUID.randomUUID(),
                      new Ruling(Outcome.APPLIED, Reason.NONE),
                      ORDER,
                      transaction,
                      OrderStanding.UNKNOWN));
          case APPLIED, STALE, SURPLUS, REJECTED ->
              new OutcomeMessage.Decided(
                  of.kind(),
                  of.key().value(),
                  new KeptDecision(
                      id,
                      ORDER,
                      transaction,
                      new Ruling(outcome, Reason.NONE),
                      "",
                      OrderStanding.UNKNOWN));
        });
  }
}

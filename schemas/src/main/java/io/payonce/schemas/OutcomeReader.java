package io.payonce.schemas;

import io.payonce.payments.KeptDecision;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;

/** Reads outcomes from record values, for those who wait for them or count them. */
public final class OutcomeReader {
  private OutcomeReader() {}

  /** Reads an outcome. */
  public static Decoding<OutcomeMessage> read(byte[] value) {
    try {
      JsonFields fields = JsonFields.parse(value);
      long version = fields.wholeNumber("version");
      if (version > OutcomeMessage.VERSION) {
        return new Decoding.FutureVersion<>(version);
      }
      if (version < 1) {
        return new Decoding.Undecodable<>("version must be at least 1");
      }
      return new Decoding.Decoded<>(message(fields));
    } catch (IllegalArgumentException e) {
      return new Decoding.Undecodable<>(String.valueOf(e.getMessage()));
    }
  }

  static OutcomeMessage message(JsonFields fields) {
    CommandKind kind = fields.oneOf(CommandKind.class, "kind");
    String key = fields.text("key");
    return switch (fields.oneOf(Outcome.class, "outcome")) {
      case DUPLICATE ->
          new OutcomeMessage.Duplicate(fields.uuid("commandId"), kind, key, first(fields));
      case DEAD_LETTERED ->
          new OutcomeMessage.DeadLettered(
              fields.uuid("commandId"), kind, key, fields.text("reason"));
      case APPLIED, STALE, SURPLUS, REJECTED ->
          new OutcomeMessage.Decided(kind, key, decision(fields));
    };
  }

  /** What the command said is not published, so it is empty here. */
  private static KeptDecision decision(JsonFields fields) {
    return new KeptDecision(
        fields.uuid("commandId"),
        new OrderId(fields.text("orderId")),
        new TransactionId(fields.text("transactionId")),
        ruling(fields),
        "",
        standing(fields));
  }

  private static OutcomeMessage.First first(JsonFields fields) {
    JsonFields first = fields.object("duplicateOf");
    return new OutcomeMessage.First(
        first.uuid("commandId"),
        ruling(first),
        new OrderId(fields.text("orderId")),
        new TransactionId(fields.text("transactionId")),
        standing(fields));
  }

  private static Ruling ruling(JsonFields fields) {
    return new Ruling(
        fields.oneOf(Outcome.class, "outcome"),
        fields.has("reason") ? Reason.ofCode(fields.text("reason")) : Reason.NONE);
  }

  private static OrderStanding standing(JsonFields fields) {
    return new OrderStanding(
        fields.oneOf(OrderStatus.class, "orderStatus"),
        fields.wholeNumber("orderVersion"),
        fields.money("amount"),
        fields.money("amountRefunded"));
  }
}

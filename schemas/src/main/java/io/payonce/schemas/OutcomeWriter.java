package io.payonce.schemas;

import com.fasterxml.jackson.core.JsonGenerator;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import java.io.IOException;

/** Writes outcomes as record values. */
public final class OutcomeWriter {
  private OutcomeWriter() {}

  /** The outcome as JSON in UTF-8; {@link OutcomeReader} reads it back. */
  public static byte[] write(OutcomeMessage message) {
    return JsonText.object(json -> fields(json, message));
  }

  static void fields(JsonGenerator json, OutcomeMessage message) throws IOException {
    json.writeNumberField("version", OutcomeMessage.VERSION);
    json.writeStringField("commandId", message.commandId().toString());
    json.writeStringField("kind", message.kind().name());
    json.writeStringField("key", message.key());
    switch (message) {
      case OutcomeMessage.Decided decided -> {
        ruling(json, decided.decision().ruling());
        subject(json, decided.decision().orderId(), decided.decision().transactionId());
        standing(json, decided.decision().after());
      }
      case OutcomeMessage.Duplicate duplicate -> duplicate(json, duplicate.first());
      case OutcomeMessage.DeadLettered given -> {
        json.writeStringField("outcome", Outcome.DEAD_LETTERED.name());
        json.writeStringField("reason", given.reason());
      }
    }
  }

  private static void duplicate(JsonGenerator json, OutcomeMessage.First first) throws IOException {
    json.writeStringField("outcome", Outcome.DUPLICATE.name());
    json.writeObjectFieldStart("duplicateOf");
    json.writeStringField("commandId", first.commandId().toString());
    ruling(json, first.ruling());
    json.writeEndObject();
    subject(json, first.orderId(), first.transactionId());
    standing(json, first.after());
  }

  private static void ruling(JsonGenerator json, Ruling ruling) throws IOException {
    json.writeStringField("outcome", ruling.outcome().name());
    if (ruling.reason() != Reason.NONE) {
      json.writeStringField("reason", ruling.reason().code());
    }
  }

  private static void subject(JsonGenerator json, OrderId orderId, TransactionId transactionId)
      throws IOException {
    json.writeStringField("orderId", orderId.value());
    json.writeStringField("transactionId", transactionId.value());
  }

  private static void standing(JsonGenerator json, OrderStanding after) throws IOException {
    json.writeStringField("orderStatus", after.status().name());
    json.writeNumberField("orderVersion", after.version());
    JsonText.money(json, "amount", after.amount());
    JsonText.money(json, "amountRefunded", after.refunded());
  }
}

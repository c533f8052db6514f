package io.payonce.schemas.alerts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.payonce.schemas.JsonText;
import java.io.IOException;

/** Writes alerts as record values. */
public final class AlertWriter {
  private AlertWriter() {}

  /** The alert as JSON in UTF-8; {@link AlertReader} reads it back. */
  public static byte[] write(Alert alert) {
    return JsonText.object(json -> fields(json, alert));
  }

  private static void fields(JsonGenerator json, Alert alert) throws IOException {
    json.writeNumberField("version", Alert.VERSION);
    json.writeStringField("alert", AlertReader.Kind.of(alert).name());
    json.writeStringField("at", alert.at().toString());
    switch (alert) {
      case Alert.Overdue overdue -> {
        subject(json, overdue.subject());
        json.writeStringField("dueAt", overdue.dueAt().toString());
        json.writeBooleanField("waiting", overdue.waiting());
      }
      case Alert.Cleared cleared -> {
        subject(json, cleared.subject());
        json.writeStringField("by", cleared.by().name());
      }
      case Alert.Storm storm -> storm(json, storm);
    }
  }

  private static void subject(JsonGenerator json, Alert.Subject subject) throws IOException {
    if (subject.commandId().isPresent()) {
      json.writeStringField("commandId", subject.commandId().get().toString());
    }
    json.writeStringField("kind", subject.kind().name());
    json.writeStringField("method", subject.method());
    JsonText.textUnlessEmpty(json, "key", subject.idempotencyKey());
    json.writeStringField("place", subject.place());
    json.writeStringField("seenAt", subject.seenAt().toString());
  }

  private static void storm(JsonGenerator json, Alert.Storm storm) throws IOException {
    json.writeStringField("outcome", storm.outcome().name());
    json.writeStringField("kind", storm.kind().name());
    json.writeStringField("method", storm.method());
    json.writeStringField("from", storm.window().from().toString());
    json.writeStringField("until", storm.window().until().toString());
    json.writeNumberField("count", storm.count());
    json.writeNumberField("total", storm.total());
  }
}

package io.payonce.schemas.alerts;

import io.payonce.payments.Outcome;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.JsonFields;
import java.util.Optional;

/** Reads alerts from record values, for those who pass them on to people. */
public final class AlertReader {
  private AlertReader() {}

  /** What an alert says, in a word. */
  enum Kind {
    OVERDUE,
    CLEARED,
    STORM;

    static Kind of(Alert alert) {
      return switch (alert) {
        case Alert.Overdue _ -> OVERDUE;
        case Alert.Cleared _ -> CLEARED;
        case Alert.Storm _ -> STORM;
      };
    }
  }

  /** Reads an alert. */
  public static Decoding<Alert> read(byte[] value) {
    try {
      JsonFields fields = JsonFields.parse(value);
      long version = fields.wholeNumber("version");
      if (version > Alert.VERSION) {
        return new Decoding.FutureVersion<>(version);
      }
      if (version < 1) {
        return new Decoding.Undecodable<>("version must be at least 1");
      }
      return new Decoding.Decoded<>(alert(fields));
    } catch (IllegalArgumentException e) {
      return new Decoding.Undecodable<>(String.valueOf(e.getMessage()));
    }
  }

  private static Alert alert(JsonFields fields) {
    return switch (fields.oneOf(Kind.class, "alert")) {
      case OVERDUE ->
          new Alert.Overdue(
              fields.instant("at"),
              subject(fields),
              fields.instant("dueAt"),
              fields.flag("waiting"));
      case CLEARED ->
          new Alert.Cleared(
              fields.instant("at"), subject(fields), fields.oneOf(Alert.Ending.class, "by"));
      case STORM -> storm(fields);
    };
  }

  private static Alert.Subject subject(JsonFields fields) {
    return new Alert.Subject(
        fields.has("commandId") ? Optional.of(fields.uuid("commandId")) : Optional.empty(),
        fields.oneOf(CommandKind.class, "kind"),
        fields.text("method"),
        fields.textOrEmpty("key"),
        fields.text("place"),
        fields.instant("seenAt"));
  }

  private static Alert storm(JsonFields fields) {
    return new Alert.Storm(
        fields.instant("at"),
        fields.oneOf(Outcome.class, "outcome"),
        fields.oneOf(CommandKind.class, "kind"),
        fields.text("method"),
        new Alert.Window(fields.instant("from"), fields.instant("until")),
        fields.wholeNumber("count"),
        fields.wholeNumber("total"));
  }
}

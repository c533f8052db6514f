package io.payonce.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/**
 * What a worker tells the ingress that waits for a command, over a Redis channel. Losing it only
 * makes the caller poll.
 */
public sealed interface Reply {
  UUID commandId();

  /**
   * The command was decided.
   *
   * @param response for a create that opened or found an attempt, and a refund that was taken, the
   *     bytes its caller is answered with; else empty
   */
  record Decided(OutcomeMessage outcome, String response) implements Reply {
    @Override
    public UUID commandId() {
      return outcome.commandId();
    }
  }

  /** The command waits: what it speaks of is not known yet. */
  record Parked(UUID commandId) implements Reply {}

  /** The reply as JSON text. */
  static String write(Reply reply) {
    return new String(
        JsonText.object(
            json -> {
              switch (reply) {
                case Decided decided -> {
                  json.writeStringField("response", decided.response());
                  json.writeObjectFieldStart("decided");
                  OutcomeWriter.fields(json, decided.outcome());
                  json.writeEndObject();
                }
                case Parked parked ->
                    json.writeStringField("parked", parked.commandId().toString());
              }
            }),
        UTF_8);
  }

  /**
   * A decided reply as JSON text, made of its outcome's.
   *
   * @param outcome as {@link OutcomeWriter} wrote it
   */
  static String write(byte[] outcome, String response) {
    return new String(
        JsonText.object(
            json -> {
              json.writeStringField("response", response);
              json.writeFieldName("decided");
              json.writeRawValue(new String(outcome, UTF_8));
            }),
        UTF_8);
  }

  /** Reads a reply back. */
  static Decoding<Reply> read(String text) {
    try {
      JsonFields fields = JsonFields.parse(text.getBytes(UTF_8));
      return new Decoding.Decoded<>(
          fields.has("parked")
              ? new Parked(fields.uuid("parked"))
              : new Decided(
                  OutcomeReader.message(fields.object("decided")), fields.text("response")));
    } catch (IllegalArgumentException e) {
      return new Decoding.Undecodable<>(String.valueOf(e.getMessage()));
    }
  }
}

package io.payonce.auditor.sightings;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.alerts.Alert;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A subject as it stands in the auditor's own topics. Enums go by name: constants may move. */
public final class SubjectBytes {
  private SubjectBytes() {}

  public static void write(DataOutput out, Alert.Subject subject) throws IOException {
    out.writeUTF(subject.commandId().map(UUID::toString).orElse(""));
    out.writeUTF(subject.kind().name());
    out.writeUTF(subject.method());
    out.writeUTF(subject.idempotencyKey());
    out.writeUTF(subject.place());
    write(out, subject.seenAt());
  }

  public static Alert.Subject read(DataInput in) throws IOException {
    String id = in.readUTF();
    return new Alert.Subject(
        id.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(id)),
        CommandKind.valueOf(in.readUTF()),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        readInstant(in));
  }

  /** To the millisecond, as Kafka has it. */
  public static void write(DataOutput out, Instant instant) throws IOException {
    out.writeLong(instant.toEpochMilli());
  }

  public static Instant readInstant(DataInput in) throws IOException {
    return Instant.ofEpochMilli(in.readLong());
  }
}

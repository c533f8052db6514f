package io.payonce.auditor.sightings;

import io.payonce.payments.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.kafka.common.serialization.Serde;

/** Sightings as they stand in the topic that brings those of one command together. */
public final class SightingForm {
  private static final byte SEEN = 1;
  private static final byte SETTLED = 2;
  private static final byte RENAMED = 3;

  private SightingForm() {}

  public static Serde<Sighting> serde() {
    return ByteForm.serde(SightingForm::write, SightingForm::read);
  }

  private static void write(DataOutput out, Sighting sighting) throws IOException {
    switch (sighting) {
      case Sighting.Seen seen -> {
        out.writeByte(SEEN);
        SubjectBytes.write(out, seen.subject());
        SubjectBytes.write(out, seen.expectedFrom());
        out.writeBoolean(seen.waiting());
      }
      case Sighting.Settled settled -> {
        out.writeByte(SETTLED);
        out.writeUTF(settled.outcome().name());
        SubjectBytes.write(out, settled.at());
      }
      case Sighting.Renamed _ -> out.writeByte(RENAMED);
    }
  }

  private static Sighting read(DataInput in) throws IOException {
    byte type = in.readByte();
    return switch (type) {
      case SEEN ->
          new Sighting.Seen(SubjectBytes.read(in), SubjectBytes.readInstant(in), in.readBoolean());
      case SETTLED ->
          new Sighting.Settled(Outcome.valueOf(in.readUTF()), SubjectBytes.readInstant(in));
      case RENAMED -> new Sighting.Renamed();
      default -> throw new IOException("no sighting of type " + type);
    };
  }
}

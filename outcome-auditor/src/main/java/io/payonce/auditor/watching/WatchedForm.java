package io.payonce.auditor.watching;

import io.payonce.auditor.sightings.ByteForm;
import io.payonce.auditor.sightings.SubjectBytes;
import io.payonce.payments.Outcome;
import io.payonce.schemas.CommandKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;

/** What is remembered of commands, as it stands in the store and its changelog. */
final class WatchedForm {
  private static final byte OPEN = 1;
  private static final byte SETTLED = 2;

  private WatchedForm() {}

  static Serde<Watched> serde() {
    return ByteForm.serde(WatchedForm::write, WatchedForm::read);
  }

  private static void write(DataOutput out, Watched watched) throws IOException {
    switch (watched) {
      case Watched.Open open -> {
        out.writeByte(OPEN);
        SubjectBytes.write(out, open.subject());
        SubjectBytes.write(out, open.dueAt());
        out.writeBoolean(open.waiting());
        out.writeBoolean(open.alarmed());
      }
      case Watched.Settled settled -> {
        out.writeByte(SETTLED);
        out.writeByte(settled.outcomes().size());
        for (Outcome outcome : settled.outcomes()) {
          out.writeUTF(outcome.name());
        }
        out.writeBoolean(settled.labels().isPresent());
        if (settled.labels().isPresent()) {
          out.writeUTF(settled.labels().get().kind().name());
          out.writeUTF(settled.labels().get().method());
        }
        SubjectBytes.write(out, settled.since());
      }
    }
  }

  private static Watched read(DataInput in) throws IOException {
    byte type = in.readByte();
    return switch (type) {
      case OPEN ->
          new Watched.Open(
              SubjectBytes.read(in),
              SubjectBytes.readInstant(in),
              in.readBoolean(),
              in.readBoolean());
      case SETTLED -> settled(in);
      default -> throw new IOException("nothing is watched as type " + type);
    };
  }

  private static Watched.Settled settled(DataInput in) throws IOException {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    int count = in.readByte();
    for (int i = 0; i < count; i++) {
      outcomes.add(Outcome.valueOf(in.readUTF()));
    }
    Optional<Watched.Labels> labels =
        in.readBoolean()
            ? Optional.of(new Watched.Labels(CommandKind.valueOf(in.readUTF()), in.readUTF()))
            : Optional.empty();
    return new Watched.Settled(outcomes, labels, SubjectBytes.readInstant(in));
  }
}

package io.payonce.auditor.watching;

import io.payonce.auditor.sightings.ByteForm;
import io.payonce.auditor.sightings.SubjectBytes;
import io.payonce.payments.Outcome;
import io.payonce.schemas.CommandKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How many commands had an outcome, of those that are watched in one partition, since the last
 * tally.
 *
 * @param windowFrom the begin of the window that the outcomes' own times lie in
 */
public record Tally(Watched.Labels labels, Outcome outcome, Instant windowFrom, long count) {
  /** What tallies are brought together by. */
  public String key() {
    return labels.kind() + " " + labels.method();
  }

  public static Serde<Tally> serde() {
    return ByteForm.serde(Tally::write, Tally::read);
  }

  private static void write(DataOutput out, Tally tally) throws IOException {
    out.writeUTF(tally.labels().kind().name());
    out.writeUTF(tally.labels().method());
    out.writeUTF(tally.outcome().name());
    SubjectBytes.write(out, tally.windowFrom());
    out.writeLong(tally.count());
  }

  private static Tally read(DataInput in) throws IOException {
    return new Tally(
        new Watched.Labels(CommandKind.valueOf(in.readUTF()), in.readUTF()),
        Outcome.valueOf(in.readUTF()),
        SubjectBytes.readInstant(in),
        in.readLong());
  }

  private Tally plusOne() {
    return new Tally(labels, outcome, windowFrom, count + 1);
  }

  /** Counts one outcome more in a store, where tallies lie until they are passed on. */
  static void count(KeyValueStore<String, Tally> store, Tally one) {
    String key = one.key() + " " + one.outcome() + " " + one.windowFrom().toEpochMilli();
    Tally before = store.get(key);
    store.put(key, before == null ? one : before.plusOne());
  }
}

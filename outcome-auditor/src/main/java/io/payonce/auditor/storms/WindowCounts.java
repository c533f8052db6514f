package io.payonce.auditor.storms;

import io.payonce.auditor.sightings.ByteForm;
import io.payonce.payments.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;

/**
 * The outcomes of a kind and method in one window.
 *
 * @param told which storms of the window were told
 */
record WindowCounts(Map<Outcome, Long> counts, Set<Outcome> told) {
  static final WindowCounts NONE = new WindowCounts(Map.of(), Set.of());

  WindowCounts {
    counts = Map.copyOf(counts);
    told = Set.copyOf(told);
  }

  WindowCounts plus(Outcome outcome, long more) {
    Map<Outcome, Long> sums = new EnumMap<>(Outcome.class);
    sums.putAll(counts);
    sums.merge(outcome, more, Long::sum);
    return new WindowCounts(sums, told);
  }

  WindowCounts telling(Outcome outcome) {
    Set<Outcome> more = EnumSet.of(outcome);
    more.addAll(told);
    return new WindowCounts(counts, more);
  }

  long of(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  static Serde<WindowCounts> serde() {
    return ByteForm.serde(WindowCounts::write, WindowCounts::read);
  }

  private static void write(DataOutput out, WindowCounts window) throws IOException {
    out.writeByte(window.counts().size());
    for (Map.Entry<Outcome, Long> each : window.counts().entrySet()) {
      out.writeUTF(each.getKey().name());
      out.writeLong(each.getValue());
    }
    out.writeByte(window.told().size());
    for (Outcome each : window.told()) {
      out.writeUTF(each.name());
    }
  }

  private static WindowCounts read(DataInput in) throws IOException {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    int sizeOfCounts = in.readByte();
    for (int i = 0; i < sizeOfCounts; i++) {
      counts.put(Outcome.valueOf(in.readUTF()), in.readLong());
    }
    Set<Outcome> told = EnumSet.noneOf(Outcome.class);
    int sizeOfTold = in.readByte();
    for (int i = 0; i < sizeOfTold; i++) {
      told.add(Outcome.valueOf(in.readUTF()));
    }
    return new WindowCounts(counts, told);
  }
}

package io.payonce.ingest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Gives a command what chance decides: its id and its time. Safe for many threads. */
final class CommandStamp {
  private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();
  private final Clock clock;

  CommandStamp(Clock clock) {
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** A version 7 UUID: later ones sort behind, and none can be guessed from another. */
  UUID id() {
    return ids.generate();
  }

  Instant now() {
    return clock.instant();
  }
}

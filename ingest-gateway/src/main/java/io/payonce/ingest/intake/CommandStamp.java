package io.payonce.ingest.intake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Gives a command what chance decides: its id and its time. Safe for many threads. */
public final class CommandStamp {
  private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();
  private final Clock clock;

  public CommandStamp(Clock clock) {
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** A version 7 UUID: later ones sort behind, and none can be guessed from another. */
  public UUID id() {
    return ids.generate();
  }

  public Instant now() {
    return clock.instant();
  }
}

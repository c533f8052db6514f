package io.payonce.auditor.sightings;

import io.payonce.payments.Outcome;
import io.payonce.schemas.alerts.Alert;
import java.time.Instant;
import java.util.UUID;

/** What one record says of a command; all that the auditor passes on of it. */
public sealed interface Sighting {
  /**
   * The command was seen.
   *
   * @param expectedFrom when somebody should begin to handle it: its own time, or the end of its
   *     wait
   * @param waiting whether in a retry tier
   */
  record Seen(Alert.Subject subject, Instant expectedFrom, boolean waiting) implements Sighting {}

  /**
   * Something became of it.
   *
   * @param at the record's own time
   */
  record Settled(Outcome outcome, Instant at) implements Sighting {}

  /** What could not be read, and so was known by its place, is read now and known by its own id. */
  record Renamed() implements Sighting {}

  /**
   * A sighting, and what it is brought together by.
   *
   * @param id the command's; of a record that names none, one that follows from its place
   */
  record Of(UUID id, Sighting sighting) {}
}

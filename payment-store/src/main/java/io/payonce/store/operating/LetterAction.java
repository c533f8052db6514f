package io.payonce.store.operating;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody did about a dead letter.
 *
 * @param commandId under which it was sent again; empty for any other deed
 * @param reason in the words of who did it; only a discard must have one
 */
public record LetterAction(
    Deed deed, Optional<UUID> commandId, String reason, String by, Instant at) {

  /** The deeds. */
  public enum Deed {
    /** It was sent again. */
    REDRIVEN,
    /** It was sent again too often, and must not be without a second thought. */
    PARKED,
    /** It never will be. */
    DISCARDED
  }

  public LetterAction {
    requireNonNull(deed, "deed is null");
    requireNonNull(commandId, "commandId is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(by, "by is null");
    requireNonNull(at, "at is null");
  }
}

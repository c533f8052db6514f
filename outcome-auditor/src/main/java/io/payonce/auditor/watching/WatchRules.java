package io.payonce.auditor.watching;

import static java.util.Objects.requireNonNull;

import io.payonce.auditor.sightings.Sighting;
import io.payonce.payments.Outcome;
import io.payonce.schemas.alerts.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The whole of what a sighting changes. Sightings of one command may come in any order, since they
 * are read from many partitions; so each of these is the same, whichever comes first:
 *
 * <ul>
 *   <li>seen in retry tiers: due at the latest of the times that it was expected from,
 *   <li>an outcome twice: counted once,
 *   <li>two different outcomes, as a take-over has: counted once each,
 *   <li>an outcome, and the command or its wait read later: settled all the same,
 *   <li>known by its place before it could be read, and read now: settled here without an outcome,
 *       as that comes under its own id.
 * </ul>
 */
final class WatchRules {
  private final Duration dueAfter;

  WatchRules(Duration dueAfter) {
    this.dueAfter = requireNonNull(dueAfter, "dueAfter is null");
  }

  /**
   * What follows from a sighting.
   *
   * @param counted outcomes that are new for this command
   */
  record Change(
      Watched next,
      Optional<Alert> alert,
      Set<Outcome> counted,
      Optional<Watched.Labels> countedBy) {
    private static Change to(Watched next) {
      return new Change(next, Optional.empty(), Set.of(), Optional.empty());
    }

    private Change saying(Alert said) {
      return new Change(next, Optional.of(said), counted, countedBy);
    }

    private Change counting(Set<Outcome> outcomes, Watched.Labels by) {
      return new Change(next, alert, outcomes, Optional.of(by));
    }
  }

  /**
   * @param known what is remembered of the command; empty for nothing
   * @param now by the auditor's own clock
   */
  Change sighted(Optional<Watched> known, Sighting sighting, Instant now) {
    return switch (sighting) {
      case Sighting.Seen seen -> seen(known, seen, now);
      case Sighting.Settled settled -> settled(known, settled.outcome(), now);
      case Sighting.Renamed _ -> renamed(known, now);
    };
  }

  /** The alarm that is due, once nothing of before can come any more. */
  Alert.Overdue overdue(Watched.Open open, Instant now) {
    return new Alert.Overdue(now, open.subject(), open.dueAt(), open.waiting());
  }

  private Change seen(Optional<Watched> known, Sighting.Seen seen, Instant now) {
    Instant dueAt = seen.expectedFrom().plus(dueAfter);
    if (known.isEmpty()) {
      return Change.to(new Watched.Open(seen.subject(), dueAt, seen.waiting(), false));
    }
    return switch (known.get()) {
      case Watched.Open open -> seenAgain(open, seen, dueAt, now);
      case Watched.Settled settled -> seenAfterwards(settled, seen);
    };
  }

  /**
   * Only a wait puts the time off, to the latest of them; it ends an alarm, too. The same command
   * sent once more does not: the first one still has no outcome.
   */
  private static Change seenAgain(
      Watched.Open open, Sighting.Seen seen, Instant dueAt, Instant now) {
    if (!seen.waiting() || !dueAt.isAfter(open.dueAt())) {
      return Change.to(open);
    }
    Alert.Subject subject = seen.subject().since(open.subject().seenAt());
    Change change = Change.to(new Watched.Open(subject, dueAt, true, false));
    return open.alarmed()
        ? change.saying(new Alert.Cleared(now, open.subject(), Alert.Ending.WAITING))
        : change;
  }

  private static Change seenAfterwards(Watched.Settled settled, Sighting.Seen seen) {
    if (settled.labels().isPresent()) {
      return Change.to(settled);
    }
    Watched.Labels labels = Watched.Labels.of(seen.subject());
    return Change.to(new Watched.Settled(settled.outcomes(), Optional.of(labels), settled.since()))
        .counting(settled.outcomes(), labels);
  }

  private static Change settled(Optional<Watched> known, Outcome outcome, Instant now) {
    if (known.isEmpty()) {
      return Change.to(new Watched.Settled(Set.of(outcome), Optional.empty(), now));
    }
    return switch (known.get()) {
      case Watched.Open open -> settled(open, outcome, now);
      case Watched.Settled settled -> settledAgain(settled, outcome);
    };
  }

  private static Change settled(Watched.Open open, Outcome outcome, Instant now) {
    Watched.Labels labels = Watched.Labels.of(open.subject());
    Change change =
        Change.to(new Watched.Settled(Set.of(outcome), Optional.of(labels), now))
            .counting(Set.of(outcome), labels);
    return open.alarmed()
        ? change.saying(new Alert.Cleared(now, open.subject(), Alert.Ending.OUTCOME))
        : change;
  }

  private static Change renamed(Optional<Watched> known, Instant now) {
    if (known.isEmpty()) {
      return Change.to(new Watched.Settled(Set.of(), Optional.empty(), now));
    }
    return switch (known.get()) {
      case Watched.Open open -> {
        Watched.Labels labels = Watched.Labels.of(open.subject());
        Change change = Change.to(new Watched.Settled(Set.of(), Optional.of(labels), now));
        // It was seen where it waits, and is watched on.
        yield open.alarmed()
            ? change.saying(new Alert.Cleared(now, open.subject(), Alert.Ending.WAITING))
            : change;
      }
      case Watched.Settled settled -> Change.to(settled);
    };
  }

  private static Change settledAgain(Watched.Settled settled, Outcome outcome) {
    if (settled.outcomes().contains(outcome)) {
      return Change.to(settled);
    }
    Set<Outcome> outcomes = EnumSet.of(outcome);
    outcomes.addAll(settled.outcomes());
    Change change = Change.to(new Watched.Settled(outcomes, settled.labels(), settled.since()));
    return settled.labels().map(by -> change.counting(Set.of(outcome), by)).orElse(change);
  }
}

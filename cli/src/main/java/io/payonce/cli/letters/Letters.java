package io.payonce.cli.letters;

import io.payonce.cli.operating.OperatorSettings;
import io.payonce.schemas.CommandKind;
import io.payonce.store.operating.LetterAction;
import io.payonce.store.operating.LetterActions;
import io.payonce.store.operating.LetterRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds dead letters, with what was done about them. */
final class Letters {
  private final OperatorSettings.Settling settings;
  private final LetterActions actions;

  Letters(OperatorSettings.Settling settings) {
    this.settings = settings;
    this.actions = new LetterActions(settings.database());
  }

  /**
   * Some letters, the oldest first.
   *
   * @param more whether more are meant than were asked for
   */
  record Found(List<LetterLine> lines, boolean more) {
    Found {
      lines = List.copyOf(lines);
    }
  }

  /** One letter whole, and all that was done about it, the first deed first. */
  record Whole(Letter letter, List<LetterAction> actions) {
    Whole {
      actions = List.copyOf(actions);
    }
  }

  /**
   * Looks for letters.
   *
   * @throws IllegalStateException if a server does not answer
   */
  Found search(LetterFilter filter, Set<LetterState> states, int limit) {
    try (LetterTopics topics = open(filter.kinds())) {
      Map<LetterRef, LetterAction> latest = actions.latest(topics.topicIds());
      TreeSet<LetterLine> oldest = new TreeSet<>(LetterLine.OLDEST_FIRST);
      topics.read(
          filter.since(),
          letter -> {
            Optional<LetterAction> last = Optional.ofNullable(latest.get(letter.ref()));
            if (filter.matches(letter) && states.contains(LetterState.after(last))) {
              oldest.add(LetterLine.of(letter, last));
              if (oldest.size() > limit + 1) {
                oldest.pollLast();
              }
            }
          });
      return new Found(oldest.stream().limit(limit).toList(), oldest.size() > limit);
    }
  }

  /**
   * Finds letters by their names, in the order of these.
   *
   * @throws IllegalStateException if one is not there, or a server does not answer
   */
  List<LetterLine> named(List<LetterId> ids) {
    try (LetterTopics topics = open(ids.stream().map(LetterId::kind).toList())) {
      Map<LetterRef, LetterAction> latest = actions.latest(topics.topicIds());
      List<LetterLine> lines = new ArrayList<>();
      for (LetterId id : ids.stream().distinct().toList()) {
        Letter letter = require(topics, id);
        lines.add(LetterLine.of(letter, Optional.ofNullable(latest.get(letter.ref()))));
      }
      return lines;
    }
  }

  /**
   * Finds one letter.
   *
   * @throws IllegalStateException if it is not there, or a server does not answer
   */
  Whole whole(LetterId id) {
    try (LetterTopics topics = open(List.of(id.kind()))) {
      Letter letter = require(topics, id);
      return new Whole(letter, actions.of(letter.ref()));
    }
  }

  /** Writes down what was done, all or nothing. */
  void note(List<LetterActions.Entry> entries, String by) {
    actions.add(entries, by);
  }

  LetterTopics open(Collection<CommandKind> kinds) {
    return LetterTopics.open(settings.bootstrapServers(), settings.topics(), kinds);
  }

  static Letter require(LetterTopics topics, LetterId id) {
    return topics
        .find(id)
        .orElseThrow(() -> new IllegalStateException("there is no dead letter " + id));
  }
}

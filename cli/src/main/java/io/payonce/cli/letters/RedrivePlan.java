package io.payonce.cli.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is to be done with the letters that somebody wants sent again.
 *
 * @param toPark were sent again often enough
 * @param leftAlone by hand: each with why it is left
 * @param sentBefore have been sent, and need nothing
 */
record RedrivePlan(
    List<LetterLine> toSend,
    List<LetterLine> toPark,
    List<String> leftAlone,
    List<LetterLine> sentBefore) {
  private static final int SHOWN = 20;

  RedrivePlan {
    toSend = List.copyOf(toSend);
    toPark = List.copyOf(toPark);
    leftAlone = List.copyOf(leftAlone);
    sentBefore = List.copyOf(sentBefore);
  }

  /**
   * Sorts them.
   *
   * @param attempts how often the command in a letter may be sent again
   * @param force sends whatever has bytes; what was sent before goes under the id that it had
   */
  static RedrivePlan of(List<LetterLine> lines, int attempts, boolean force) {
    List<LetterLine> toSend = new ArrayList<>();
    List<LetterLine> toPark = new ArrayList<>();
    List<String> leftAlone = new ArrayList<>();
    List<LetterLine> sentBefore = new ArrayList<>();
    for (LetterLine line : lines) {
      if (line.isWithoutBytes()) {
        leftAlone.add(line.id() + " has no bytes: they are at " + line.source());
      } else if (force) {
        toSend.add(line);
      } else if (line.state() == LetterState.REDRIVEN) {
        sentBefore.add(line);
      } else if (line.state() != LetterState.OPEN) {
        leftAlone.add(line.id() + " is " + line.state());
      } else if (line.redrives() >= attempts) {
        toPark.add(line);
      } else {
        toSend.add(line);
      }
    }
    return new RedrivePlan(toSend, toPark, leftAlone, sentBefore);
  }

  /** Whether nothing is left behind. */
  boolean isWhole() {
    return toPark.isEmpty() && leftAlone.isEmpty();
  }

  void tell(Consumer<String> told) {
    told.accept(toSend.size() + " dead letters are to be sent again.");
    if (!toSend.isEmpty()) {
      told.accept(LettersPage.text(toSend.stream().limit(SHOWN).toList()).stripTrailing());
    }
    if (toSend.size() > SHOWN) {
      told.accept("... and " + (toSend.size() - SHOWN) + " more");
    }
    for (LetterLine line : toPark) {
      told.accept(line.id() + " is parked: it was sent again " + line.redrives() + " times before");
    }
    leftAlone.forEach(told);
    for (LetterLine line : sentBefore) {
      told.accept(line.id() + " was sent again before" + as(line));
    }
  }

  private static String as(LetterLine line) {
    return line.last()
        .flatMap(action -> action.commandId())
        .map(id -> ", as command " + id)
        .orElse("");
  }
}

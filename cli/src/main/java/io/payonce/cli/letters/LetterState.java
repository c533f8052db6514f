package io.payonce.cli.letters;

import io.payonce.store.operating.LetterAction;
import java.util.Locale;
import java.util.Optional;

/** How a dead letter stands. */
enum LetterState {
  /** Nobody has done anything about it. */
  OPEN,
  /** It was sent again; what became of that is another command's story. */
  REDRIVEN,
  /** It was sent again too often. */
  PARKED,
  /** Somebody said, with a reason, that nothing is to be done. */
  DISCARDED;

  static LetterState after(Optional<LetterAction> last) {
    return last.map(
            action ->
                switch (action.deed()) {
                  case REDRIVEN -> REDRIVEN;
                  case PARKED -> PARKED;
                  case DISCARDED -> DISCARDED;
                })
        .orElse(OPEN);
  }

  /** As it stands on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

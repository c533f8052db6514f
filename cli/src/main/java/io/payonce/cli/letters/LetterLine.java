package io.payonce.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.payonce.store.operating.LetterAction;
import io.payonce.store.operating.LetterRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A dead letter without its bytes, so that many can be held.
 *
 * @param key as text, whatever bytes it is
 * @param last what was done about it last
 */
record LetterLine(
    LetterId id,
    LetterRef ref,
    Instant at,
    String reason,
    String key,
    String source,
    int redrives,
    boolean isWithoutBytes,
    Optional<LetterAction> last) {
  private static final int KEY_AT_MOST = 200;
  private static final int REASON_AT_MOST = 500;

  static final Comparator<LetterLine> OLDEST_FIRST =
      Comparator.comparing(LetterLine::at).thenComparing(LetterLine::id);

  LetterLine {
    requireNonNull(last, "last is null");
  }

  static LetterLine of(Letter letter, Optional<LetterAction> last) {
    return new LetterLine(
        letter.id(),
        letter.ref(),
        letter.at(),
        Printable.text(letter.reason(), REASON_AT_MOST),
        Printable.text(new String(letter.key(), UTF_8), KEY_AT_MOST),
        Printable.text(letter.source(), KEY_AT_MOST),
        letter.redrives(),
        letter.isWithoutBytes(),
        last);
  }

  LetterState state() {
    return LetterState.after(last);
  }
}

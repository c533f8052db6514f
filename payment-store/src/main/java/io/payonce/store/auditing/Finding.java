package io.payonce.store.auditing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What looking at one invariant came to. */
public sealed interface Finding {
  Invariant invariant();

  /** How long the look took. */
  Duration took();

  /** No row breaks it. */
  record Holds(Invariant invariant, Duration took) implements Finding {
    public Holds {
      requireNonNull(invariant, "invariant is null");
      requireNonNull(took, "took is null");
    }
  }

  /**
   * Rows break it.
   *
   * @param offenders how many
   * @param shown the first of them; each maps its columns, in order, to what stands there, and
   *     leaves those out where nothing does
   */
  record Broken(Invariant invariant, Duration took, long offenders, List<Map<String, String>> shown)
      implements Finding {
    public Broken {
      requireNonNull(invariant, "invariant is null");
      requireNonNull(took, "took is null");
      shown = List.copyOf(shown);
    }
  }

  /**
   * It could not be checked, and may hold or not: it took too long, say.
   *
   * @param why the database's words
   */
  record Unchecked(Invariant invariant, Duration took, String why) implements Finding {
    public Unchecked {
      requireNonNull(invariant, "invariant is null");
      requireNonNull(took, "took is null");
      requireNonNull(why, "why is null");
    }
  }
}

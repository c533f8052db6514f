package io.payonce.ingest.intake;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller waits for an outcome: what it prefers, up to a limit. */
public final class Waiting {
  static final Duration USUALLY = Duration.ofSeconds(5);
  static final Duration AT_MOST = Duration.ofSeconds(30);

  private static final Pattern WAIT =
      Pattern.compile("(?:^|.*,)\\s*wait\\s*=\\s*([0-9]{1,9})\\s*(?:[,;].*|$)");

  private Waiting() {}

  /**
   * @param prefer the header {@code Prefer}; what it does not say, or says in another way, is as if
   *     there were none
   */
  public static Duration askedBy(String prefer) {
    Matcher wait = WAIT.matcher(prefer);
    if (!wait.matches()) {
      return USUALLY;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
    return asked.compareTo(AT_MOST) > 0 ? AT_MOST : asked;
  }
}

package io.payonce.cli.operating;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, for people. */
final class Ages {
  private Ages() {}

  /** The two largest units: {@code 3d 4h}, say. */
  static String text(Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    if (age.isNegative()) {
      return "0s";
    }
    if (age.toDays() > 0) {
      return age.toDays() + "d " + age.toHoursPart() + "h";
    }
    if (age.toHours() > 0) {
      return age.toHours() + "h " + age.toMinutesPart() + "m";
    }
    return age.toMinutes() > 0
        ? age.toMinutes() + "m " + age.toSecondsPart() + "s"
        : age.toSeconds() + "s";
  }
}

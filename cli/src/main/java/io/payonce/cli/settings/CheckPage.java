package io.payonce.cli.settings;

import io.payonce.runtime.SettingsCheck;

/** A check of one service's settings, for a person. */
final class CheckPage {
  private CheckPage() {}

  static String of(String service, SettingsCheck check) {
    StringBuilder page = new StringBuilder();
    page.append(service).append(check.problems().isEmpty() ? ": good\n" : ": would not start\n");
    check.problems().forEach(problem -> page.append("  - ").append(problem).append('\n'));
    int widest =
        check.readings().stream().mapToInt(each -> each.setting().name().length()).max().orElse(0);
    for (SettingsCheck.Reading reading : check.readings()) {
      page.append("  ").append(reading.given() ? "* " : "  ");
      page.append(reading.setting().name());
      page.repeat(" ", widest - reading.setting().name().length() + 2);
      page.append(reading.shown().isEmpty() ? "(empty)" : reading.shown()).append('\n');
    }
    return page.toString();
  }
}

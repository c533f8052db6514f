package io.payonce.runtime;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a service makes of an environment, found out without starting it.
 *
 * @param readings every setting of the service, in the order of its declaration
 * @param problems as {@link SettingsException#problems()}; empty where it would start
 */
public record SettingsCheck(List<Reading> readings, List<String> problems) {
  public SettingsCheck {
    readings = List.copyOf(readings);
    problems = List.copyOf(problems);
  }

  /**
   * One setting.
   *
   * @param shown the value that is in force, without secrets
   * @param given whether the environment holds it
   */
  public record Reading(SettingDescription setting, String shown, boolean given) {
    private static final String MASKED = "***";
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#]*@");
    private static final Pattern QUERY = Pattern.compile("(?<=\\?).*");

    public Reading {
      requireNonNull(setting, "setting is null");
      requireNonNull(shown, "shown is null");
    }

    static Reading of(SettingDescription setting, String given) {
      return given.isEmpty()
          ? new Reading(setting, setting.defaultText(), false)
          : new Reading(setting, masked(setting, given), true);
    }

    /** A URL may hold a password, before its host or in its query. */
    private static String masked(SettingDescription setting, String given) {
      return switch (setting.form().type()) {
        case SettingRule.SECRET -> MASKED;
        case "URI" -> isUri(given) ? withoutPassword(given) : MASKED;
        default -> given.contains(":") ? withoutPassword(given) : given;
      };
    }

    private static String withoutPassword(String url) {
      return QUERY.matcher(USER_INFO.matcher(url).replaceAll(MASKED + "@")).replaceAll(MASKED);
    }

    private static boolean isUri(String text) {
      try {
        return URI.create(text).getScheme() != null;
      } catch (IllegalArgumentException _) {
        // Whatever it is, it may hold a password all the same.
        return false;
      }
    }
  }
}

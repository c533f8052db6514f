package io.payonce.cli.settings;

import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The reference of all settings, in Markdown, made of what the services say of themselves. A
 * setting that services describe in different words, or give different defaults, has a line for
 * each.
 */
final class SettingsReference {
  private static final String HEAD =
      """
      # Settings

      Generated from the services' own descriptions: do not edit. `./payonce config reference > docs/settings.md` writes it
      again, and a test fails where it is out of date.

      Settings come from the environment. A wrong or missing one stops the start, and so does an unknown one that begins as the
      service's own do. All problems are named at once; `./payonce config check [SERVICE] [--env-file FILE]` names them without starting
      anything. An empty value counts as none. *required* has no default; — is none.

      | setting | of | type | default | unit | limits | meaning |
      | --- | --- | --- | --- | --- | --- | --- |
      """;

  private SettingsReference() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    new TreeMap<>(rowsByName()).values().forEach(rows -> rows.forEach(page::append));
    return page.toString();
  }

  private static Map<String, List<String>> rowsByName() {
    Map<SettingDescription, List<String>> services = new LinkedHashMap<>();
    for (String service : ServiceSettings.services()) {
      SettingsCheck check = ServiceSettings.check(service, Map.of()).orElseThrow();
      for (SettingsCheck.Reading reading : check.readings()) {
        services.computeIfAbsent(reading.setting(), _ -> new ArrayList<>()).add(service);
      }
    }
    Map<String, List<String>> rows = new LinkedHashMap<>();
    services.forEach(
        (setting, of) ->
            rows.computeIfAbsent(setting.name(), _ -> new ArrayList<>()).add(row(setting, of)));
    return rows;
  }

  private static String row(SettingDescription setting, List<String> services) {
    SettingDescription.Form form = setting.form();
    return "| `%s` | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            setting.name(),
            String.join(", ", services),
            form.type(),
            defaultOf(setting),
            cell(form.unit()),
            cell(form.limits()),
            setting.meaning().replace("|", "\\|"));
  }

  private static String defaultOf(SettingDescription setting) {
    return switch (setting.defaultText()) {
      case SettingDescription.REQUIRED -> "*required*";
      case SettingDescription.NONE, "" -> "—";
      default -> "`" + setting.defaultText() + "`";
    };
  }

  private static String cell(String text) {
    return text.isEmpty() ? "—" : text;
  }
}

package io.payonce.refunds;

import io.payonce.runtime.RuntimeSettings;
import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsException;
import io.payonce.runtime.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The refund processor's settings. */
record RefundSettings(RuntimeSettings runtime) {
  private static final int MANAGEMENT_PORT = 8083;

  /**
   * The variables that begin so belong to Payonce, so a misspelt one is an error. Other prefixes
   * will join when this service reads settings that have them.
   */
  private static final Set<String> OWN_PREFIXES = Set.of("PAYONCE_", "REFUND_");

  /** Settings of other services, which may stand in a common environment. */
  private static final Set<String> KNOWN_ELSEWHERE = Set.of("PAYONCE_NAMESPACE");

  /**
   * @throws SettingsException listing all that is wrong
   */
  static RefundSettings read(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    RefundSettings settings = declare(reader);
    reader.finish();
    return settings;
  }

  static List<SettingDescription> describe() {
    SettingsReader reader = reader(Map.of());
    declare(reader);
    return reader.describe();
  }

  private static SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, OWN_PREFIXES, KNOWN_ELSEWHERE);
  }

  private static RefundSettings declare(SettingsReader reader) {
    return new RefundSettings(RuntimeSettings.read(reader, MANAGEMENT_PORT));
  }
}

package io.payonce.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RuntimeSettingsTest {
  @Test
  void an_empty_environment_gives_the_defaults() {
    assertThat(read(Map.of())).isEqualTo(new RuntimeSettings("127.0.0.1", 8090, Level.INFO));
  }

  @Test
  void every_setting_can_be_set() {
    assertThat(
            read(
                Map.of(
                    "PAYONCE_MANAGEMENT_HOST", "0.0.0.0",
                    "PAYONCE_MANAGEMENT_PORT", "0",
                    "PAYONCE_LOG_LEVEL", "WARN")))
        .isEqualTo(new RuntimeSettings("0.0.0.0", 0, Level.WARN));
  }

  @Test
  void the_settings_are_these() {
    SettingsReader reader = reader(Map.of());
    RuntimeSettings.read(reader, 8090);
    assertThat(reader.describe())
        .extracting(
            SettingDescription::name, SettingDescription::defaultText, SettingDescription::kind)
        .containsExactly(
            tuple("PAYONCE_MANAGEMENT_HOST", "127.0.0.1", "text"),
            tuple("PAYONCE_MANAGEMENT_PORT", "8090", "a whole number from 0 to 65535"),
            tuple("PAYONCE_LOG_LEVEL", "info", "one of error, warn, info, debug, trace"));
  }

  private static RuntimeSettings read(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    RuntimeSettings settings = RuntimeSettings.read(reader, 8090);
    reader.finish();
    return settings;
  }

  private static SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, List.of("PAYONCE_"), List.of());
  }
}

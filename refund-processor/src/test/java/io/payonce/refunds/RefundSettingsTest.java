package io.payonce.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.runtime.RuntimeSettings;
import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RefundSettingsTest {
  @Test
  void an_empty_environment_gives_the_defaults() {
    assertThat(RefundSettings.read(Map.of()))
        .isEqualTo(new RefundSettings(new RuntimeSettings("127.0.0.1", 8083, Level.INFO)));
  }

  @Test
  void every_setting_can_be_set() {
    var environment =
        Map.of(
            "PAYONCE_MANAGEMENT_HOST", "0.0.0.0",
            "PAYONCE_MANAGEMENT_PORT", "9000",
            "PAYONCE_LOG_LEVEL", "debug");
    assertThat(RefundSettings.describe())
        .extracting(SettingDescription::name)
        .containsExactlyInAnyOrderElementsOf(environment.keySet());
    assertThat(RefundSettings.read(environment))
        .isEqualTo(new RefundSettings(new RuntimeSettings("0.0.0.0", 9000, Level.DEBUG)));
  }

  @Test
  void an_unknown_setting_is_refused() {
    assertThatThrownBy(() -> RefundSettings.read(Map.of("REFUND_LIMIT", "3")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("REFUND_LIMIT is not a known setting");
  }
}

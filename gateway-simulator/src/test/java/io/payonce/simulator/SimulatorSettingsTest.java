package io.payonce.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.runtime.SettingsException;
import io.payonce.simulator.merchant.RefundDelays;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorSettingsTest {
  @Test
  void terminal_alone_is_enough_and_the_rest_is_as_vnpay_has_it() {
    SimulatorSettings settings =
        SimulatorSettings.read(
            Map.of("VNPAY_TMN_CODE", Shop.TMN_CODE, "VNPAY_HASH_SECRET", Shop.SECRET));

    assertThat(settings.terminal().tmnCode()).isEqualTo(Shop.TMN_CODE);
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8090);
    assertThat(settings.ingress()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    assertThat(settings.retryRule()).isEqualTo(new RetryRule(Duration.ofMinutes(5), 10));
    assertThat(settings.answerWithin()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.refundDelays()).isEqualTo(RefundDelays.DEFAULT);
    assertThat(settings.toString()).doesNotContain(Shop.SECRET);
  }

  @Test
  void every_setting_reaches_its_place() {
    SimulatorSettings settings =
        SimulatorSettings.read(
            Map.of(
                "VNPAY_TMN_CODE", Shop.TMN_CODE,
                "VNPAY_HASH_SECRET", Shop.SECRET,
                "SIMULATOR_HOST", "127.0.0.2",
                "SIMULATOR_PORT", "0",
                "SIMULATOR_INGRESS_URL", "https://pay.example",
                "SIMULATOR_RETRY_INTERVAL", "50ms",
                "SIMULATOR_RETRIES", "3",
                "SIMULATOR_ANSWER_WITHIN", "2s",
                "SIMULATOR_REFUND_TO_BANK", "1s",
                "SIMULATOR_REFUND_TO_END", "3s"));

    assertThat(settings.host()).isEqualTo("127.0.0.2");
    assertThat(settings.port()).isZero();
    assertThat(settings.ingress()).isEqualTo(URI.create("https://pay.example"));
    assertThat(settings.retryRule()).isEqualTo(new RetryRule(Duration.ofMillis(50), 3));
    assertThat(settings.answerWithin()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.refundDelays())
        .isEqualTo(new RefundDelays(Duration.ofSeconds(1), Duration.ofSeconds(3)));
  }

  @Test
  void refund_cannot_end_before_it_is_at_the_bank() {
    assertThatThrownBy(
            () ->
                SimulatorSettings.read(
                    Map.of(
                        "VNPAY_TMN_CODE", Shop.TMN_CODE,
                        "VNPAY_HASH_SECRET", Shop.SECRET,
                        "SIMULATOR_REFUND_TO_BANK", "10s")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("SIMULATOR_REFUND_TO_END");
  }

  @Test
  void first_of_several_secrets_signs() {
    SimulatorSettings settings =
        SimulatorSettings.read(
            Map.of("VNPAY_TMN_CODE", Shop.TMN_CODE, "VNPAY_HASH_SECRET", Shop.SECRET + ", old"));

    assertThat(PaymentRequest.open(Shop.query(), settings.terminal()))
        .isInstanceOf(PaymentRequest.Opened.Genuine.class);
  }

  @Test
  void missing_terminal_and_misspelt_setting_are_told_together() {
    assertThatThrownBy(() -> SimulatorSettings.read(Map.of("SIMULATOR_PROT", "1")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("VNPAY_TMN_CODE")
        .hasMessageContaining("VNPAY_HASH_SECRET")
        .hasMessageContaining("SIMULATOR_PORT");
  }
}

package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.payonce.payments.PaymentMethod;
import io.payonce.runtime.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IngestSettingsTest {
  @Test
  void every_setting_has_its_name_and_default() {
    assertThat(IngestSettings.describe())
        .extracting(setting -> setting.name() + "=" + setting.defaultText())
        .containsExactly(
            "PAYONCE_MANAGEMENT_HOST=127.0.0.1",
            "PAYONCE_MANAGEMENT_PORT=9080",
            "PAYONCE_LOG_LEVEL=info",
            "INGRESS_HOST=127.0.0.1",
            "INGRESS_PORT=8080",
            "INGRESS_MAX_BODY=65536",
            "INGRESS_REQUEST_TIMEOUT=10s",
            "INGRESS_MAX_CONNECTIONS=4096",
            "PAYONCE_NAMESPACE=",
            "KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9092",
            "REDIS_URL=(none)",
            "VNPAY_TMN_CODE=",
            "VNPAY_HASH_SECRET=(none)",
            "VNPAY_ACK=outcome",
            "INGRESS_API_KEYS=(none)",
            "INGRESS_API_KEY=(none)");
  }

  @Test
  void every_setting_arrives() {
    IngestSettings settings =
        IngestSettings.read(
            Map.ofEntries(
                Map.entry("INGRESS_HOST", "0.0.0.0"),
                Map.entry("INGRESS_PORT", "81"),
                Map.entry("INGRESS_MAX_BODY", "1000"),
                Map.entry("INGRESS_REQUEST_TIMEOUT", "3s"),
                Map.entry("INGRESS_MAX_CONNECTIONS", "7"),
                Map.entry("PAYONCE_NAMESPACE", "a."),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:1"),
                Map.entry("REDIS_URL", "redis://redis:2"),
                Map.entry("VNPAY_TMN_CODE", "TERMINAL"),
                Map.entry("VNPAY_HASH_SECRET", "old,new"),
                Map.entry("VNPAY_ACK", "received")));
    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.http().port()).isEqualTo(81);
    assertThat(settings.http().maxBodyBytes()).isEqualTo(1000);
    assertThat(settings.http().requestTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.http().maxConnections()).isEqualTo(7);
    assertThat(settings.links().topics().outcomes()).isEqualTo("a.payment.outcome");
    assertThat(settings.links().bootstrapServers()).isEqualTo("kafka:1");
    assertThat(settings.links().redis().url()).isEqualTo("redis://redis:2");
    assertThat(settings.links().redis().keyPrefix()).isEqualTo("a.");
    assertThat(settings.methods().offered()).containsExactly(PaymentMethod.VNPAY);
    assertThat(settings.callbackAck()).isEqualTo(CallbackAck.RECEIVED);
  }

  @Test
  void nothing_is_offered_by_default() {
    IngestSettings settings = IngestSettings.read(Map.of());
    assertThat(settings.methods().offered()).isEmpty();
    assertThat(settings.callbackAck()).isEqualTo(CallbackAck.OUTCOME);
  }

  @Test
  void all_problems_are_told_together_and_no_secret_is_shown() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                IngestSettings.read(
                    Map.of(
                        "INGRESS_PRT", "1",
                        "INGRESS_API_KEYS", "hushhush",
                        "PAYONCE_NAMESPACE", "a b",
                        "REDIS_URL", "http://:hushhush@redis",
                        "VNPAY_HASH_SECRET", "hushhush")))
        .satisfies(
            wrong -> {
              assertThat(wrong.problems()).hasSize(5);
              assertThat(wrong)
                  .hasMessageContaining("INGRESS_PRT is not a known setting; did you mean")
                  .hasMessageContaining("PAYONCE_NAMESPACE must be")
                  .hasMessageContaining("VNPAY_TMN_CODE and VNPAY_HASH_SECRET must be given")
                  .hasMessageContaining("INGRESS_API_KEYS: not a SHA-256")
                  .hasMessageContaining("REDIS_URL: ")
                  .hasMessageNotContaining("hushhush");
            });
  }
}

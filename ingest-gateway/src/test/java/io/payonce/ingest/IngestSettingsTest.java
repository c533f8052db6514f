package io.payonce.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.payonce.ingest.callbacks.CallbackAck;
import io.payonce.payments.PaymentMethod;
import io.payonce.runtime.SettingsException;
import io.payonce.store.views.ViewSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            "INGRESS_API_KEY=(none)",
            "INGRESS_KEY_RATE=200",
            "INGRESS_KEY_BURST=400",
            "INGRESS_BAD_SIGNATURES_PER_MINUTE=60",
            "INGRESS_SHOP_URL=",
            "POSTGRES_URL=",
            "POSTGRES_USER=",
            "POSTGRES_PASSWORD=(none)");
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
                Map.entry("VNPAY_ACK", "received"),
                Map.entry("INGRESS_SHOP_URL", "https://shop.example/back?a=1"),
                Map.entry("POSTGRES_URL", "jdbc:postgresql://db/payonce"),
                Map.entry("POSTGRES_USER", "reader"),
                Map.entry("POSTGRES_PASSWORD", "hush")));
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
    assertThat(settings.callers().shop()).contains(URI.create("https://shop.example/back?a=1"));
    assertThat(settings.views())
        .contains(new ViewSettings("jdbc:postgresql://db/payonce", "reader", "hush"));
  }

  @Test
  void a_database_is_told_whole_or_not_at_all() {
    assertThat(problems(Map.of("POSTGRES_URL", "jdbc:postgresql://db/payonce")))
        .containsExactly(
            "POSTGRES_URL, POSTGRES_USER and POSTGRES_PASSWORD must be given together");
    assertThat(
            problems(
                Map.of("POSTGRES_URL", "db", "POSTGRES_USER", "u", "POSTGRES_PASSWORD", "hush")))
        .containsExactly("POSTGRES_URL must begin with jdbc:postgresql:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "ftp://shop.example", "https:///back", "https://s.example/#a"})
  void customers_go_on_to_a_web_address(String url) {
    assertThat(problems(Map.of("INGRESS_SHOP_URL", url)))
        .containsExactly("INGRESS_SHOP_URL must be an http or https URL without a fragment");
  }

  @Test
  void nothing_is_offered_by_default() {
    IngestSettings settings = IngestSettings.read(Map.of());
    assertThat(settings.methods().offered()).isEmpty();
    assertThat(settings.callbackAck()).isEqualTo(CallbackAck.OUTCOME);
    assertThat(settings.callers().shop()).isEmpty();
    assertThat(settings.views()).isEmpty();
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

  private static List<String> problems(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> IngestSettings.read(environment))
        .satisfies(wrong -> problems.addAll(wrong.problems()));
    return problems;
  }
}

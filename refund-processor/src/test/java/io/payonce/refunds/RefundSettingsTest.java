package io.payonce.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.runtime.RuntimeSettings;
import io.payonce.runtime.Secret;
import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RefundSettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
          "REDIS_URL", "redis://redis:6379",
          "POSTGRES_URL", "jdbc:postgresql://db/payonce",
          "POSTGRES_USER", "payonce",
          "POSTGRES_PASSWORD", "secret",
          "VNPAY_TMN_CODE", "TMN00001",
          "VNPAY_HASH_SECRET", "HASH");

  private static final Map<String, String> OPTIONAL =
      Map.ofEntries(
          Map.entry("PAYONCE_MANAGEMENT_HOST", "0.0.0.0"),
          Map.entry("PAYONCE_MANAGEMENT_PORT", "9000"),
          Map.entry("PAYONCE_LOG_LEVEL", "debug"),
          Map.entry("PAYONCE_LOG_DECISIONS", "info"),
          Map.entry("PAYONCE_LOG_REPEATS", "debug"),
          Map.entry("PAYONCE_NAMESPACE", "blue."),
          Map.entry("POSTGRES_TRANSACTION_AT_MOST", "40s"),
          Map.entry("POSTGRES_STATEMENT_AT_MOST", "30s"),
          Map.entry("VNPAY_API_URL", "https://api.example/refunds"),
          Map.entry("VNPAY_API_CREATE_BY", "shop"),
          Map.entry("VNPAY_API_IP_ADDRESS", "203.0.113.7"),
          Map.entry("GATEWAY_CONNECT_WITHIN", "1s"),
          Map.entry("GATEWAY_ANSWER_WITHIN", "30s"),
          Map.entry("GATEWAY_CALLS_AT_ONCE", "50"),
          Map.entry("GATEWAY_BREAKER_CALLS", "10"),
          Map.entry("GATEWAY_BREAKER_FAILURES_PERCENT", "80"),
          Map.entry("GATEWAY_BREAKER_OPEN_FOR", "5s"),
          Map.entry("REFUND_CONNECTIONS", "20"),
          Map.entry("REFUND_IN_FLIGHT", "100"),
          Map.entry("REFUND_LOCK_AT_MOST", "60s"),
          Map.entry("REFUND_LOCK_LONGEST_LIFE", "2m"),
          Map.entry("REFUND_RETRY_FOR", "48h"));

  @Test
  void the_defaults_are_these() {
    RefundSettings settings = RefundSettings.read(REQUIRED);
    assertThat(settings.runtime()).isEqualTo(new RuntimeSettings("127.0.0.1", 8083, Level.INFO));
    assertThat(settings.links())
        .isEqualTo(new RefundSettings.Links("", "kafka:9092", "redis://redis:6379"));
    assertThat(settings.database())
        .isEqualTo(
            new RefundSettings.Database(
                "jdbc:postgresql://db/payonce",
                "payonce",
                new Secret("secret"),
                16,
                Duration.ofSeconds(20),
                Duration.ofSeconds(10)));
    assertThat(settings.gateways())
        .isEqualTo(
            new GatewaySettings(
                "TMN00001",
                new Secret("HASH"),
                URI.create("https://sandbox.vnpayment.vn/merchant_webapi/api/transaction"),
                "payonce",
                "127.0.0.1",
                new GatewaySettings.Calls(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(20),
                    250,
                    20,
                    50,
                    Duration.ofSeconds(10))));
    assertThat(settings.work())
        .isEqualTo(
            new RefundSettings.Work(
                512, Duration.ofSeconds(30), Duration.ofSeconds(90), Duration.ofDays(7)));
  }

  @Test
  void every_setting_can_be_set() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.putAll(OPTIONAL);
    assertThat(RefundSettings.describe())
        .extracting(SettingDescription::name)
        .containsExactlyInAnyOrderElementsOf(environment.keySet());
    RefundSettings settings = RefundSettings.read(environment);
    assertThat(settings.runtime()).isEqualTo(new RuntimeSettings("0.0.0.0", 9000, Level.DEBUG));
    assertThat(settings.links().namespace()).isEqualTo("blue.");
    assertThat(settings.database().connections()).isEqualTo(20);
    assertThat(settings.database().forHandlers()).isEqualTo(14);
    assertThat(settings.database().store().transactionAtMost()).isEqualTo(Duration.ofSeconds(40));
    assertThat(settings.gateways())
        .isEqualTo(
            new GatewaySettings(
                "TMN00001",
                new Secret("HASH"),
                URI.create("https://api.example/refunds"),
                "shop",
                "203.0.113.7",
                new GatewaySettings.Calls(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    50,
                    10,
                    80,
                    Duration.ofSeconds(5))));
    assertThat(settings.work())
        .isEqualTo(
            new RefundSettings.Work(
                100, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofDays(2)));
  }

  @Test
  void limits_that_do_not_fit_each_other_are_all_told() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("POSTGRES_STATEMENT_AT_MOST", "50s");
    environment.put("POSTGRES_TRANSACTION_AT_MOST", "40s");
    environment.put("GATEWAY_ANSWER_WITHIN", "30s");
    environment.put("REFUND_LOCK_LONGEST_LIFE", "20s");
    assertThatThrownBy(() -> RefundSettings.read(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("POSTGRES_STATEMENT_AT_MOST must not be above")
        .hasMessageContaining("REFUND_LOCK_AT_MOST must be above POSTGRES_TRANSACTION_AT_MOST")
        .hasMessageContaining("REFUND_LOCK_LONGEST_LIFE must not be below REFUND_LOCK_AT_MOST")
        .hasMessageContaining("must be above 3 times GATEWAY_ANSWER_WITHIN");
  }

  @Test
  void what_vnpay_would_not_take_is_told() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("VNPAY_API_CREATE_BY", "the shop");
    environment.put("VNPAY_API_IP_ADDRESS", "somewhere");
    assertThatThrownBy(() -> RefundSettings.read(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("VNPAY_API_CREATE_BY must be")
        .hasMessageContaining("VNPAY_API_IP_ADDRESS must be");
  }

  @Test
  void an_unknown_setting_is_refused() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("REFUND_LIMIT", "3");
    assertThatThrownBy(() -> RefundSettings.read(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("REFUND_LIMIT is not a known setting");
  }

  @Test
  void settings_of_other_services_are_let_be() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("VNPAY_ACK", "outcome");
    environment.put("VNPAY_PAY_URL", "https://pay.example/page");
    environment.put("CALLBACK_WORKERS", "3");
    assertThat(RefundSettings.read(environment))
        .usingRecursiveComparison()
        .isEqualTo(RefundSettings.read(REQUIRED));
  }
}

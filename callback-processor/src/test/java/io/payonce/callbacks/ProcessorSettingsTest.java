package io.payonce.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.callbacks.reconciling.ReconcileSettings;
import io.payonce.methods.vnpay.VnpayMerchantSettings;
import io.payonce.payments.PaymentMethod;
import io.payonce.runtime.RuntimeSettings;
import io.payonce.runtime.SettingDescription;
import io.payonce.runtime.SettingsException;
import io.payonce.store.StoreSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ProcessorSettingsTest {
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
          Map.entry("VNPAY_PAY_URL", "https://pay.example/page"),
          Map.entry("VNPAY_RETURN_URL", "https://shop.example/back"),
          Map.entry("VNPAY_PAYMENT_WINDOW", "30m"),
          Map.entry("CALLBACK_WORKERS", "3"),
          Map.entry("CALLBACK_MAX_BATCH", "500"),
          Map.entry("CALLBACK_LOCK_AT_MOST", "60s"),
          Map.entry("CALLBACK_RETRY_FOR", "48h"),
          Map.entry("CALLBACK_AUTO_REFUND_SURPLUS", "true"),
          Map.entry("RECONCILE", "true"),
          Map.entry("RECONCILE_AFTER", "10m"),
          Map.entry("RECONCILE_EVERY", "30s"),
          Map.entry("RECONCILE_PER_MINUTE", "600"),
          Map.entry("RECONCILE_LEASE", "90s"),
          Map.entry("VNPAY_API_URL", "https://api.example/transaction"),
          Map.entry("VNPAY_API_CREATE_BY", "shop"),
          Map.entry("VNPAY_API_IP_ADDRESS", "10.0.0.1"),
          Map.entry("GATEWAY_CONNECT_WITHIN", "2s"),
          Map.entry("GATEWAY_ANSWER_WITHIN", "15s"));

  @Test
  void the_defaults_are_these() {
    ProcessorSettings settings = ProcessorSettings.read(REQUIRED);
    assertThat(settings.runtime()).isEqualTo(new RuntimeSettings("127.0.0.1", 8082, Level.INFO));
    assertThat(settings.links())
        .isEqualTo(new ProcessorSettings.Links("", "kafka:9092", "redis://redis:6379"));
    assertThat(settings.store())
        .isEqualTo(StoreSettings.of("jdbc:postgresql://db/payonce", "payonce", "secret", 6));
    assertThat(settings.work())
        .isEqualTo(
            new ProcessorSettings.Work(
                1, 1_000, Duration.ofSeconds(30), Duration.ofHours(24), false));
    assertThat(settings.reconcile())
        .isEqualTo(
            new ReconcileSettings(
                false,
                Duration.ofMinutes(20),
                Duration.ofMinutes(1),
                60,
                Duration.ofMinutes(2),
                new ReconcileSettings.Api(
                    VnpayMerchantSettings.SANDBOX_API_URL,
                    "payonce",
                    "127.0.0.1",
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(20))));
    assertThat(settings.methods().offered()).containsExactly(PaymentMethod.VNPAY);
  }

  @Test
  void every_setting_can_be_set() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.putAll(OPTIONAL);
    assertThat(ProcessorSettings.describe())
        .extracting(SettingDescription::name)
        .containsExactlyInAnyOrderElementsOf(environment.keySet());
    ProcessorSettings settings = ProcessorSettings.read(environment);
    assertThat(settings.runtime()).isEqualTo(new RuntimeSettings("0.0.0.0", 9000, Level.DEBUG));
    assertThat(settings.links().namespace()).isEqualTo("blue.");
    assertThat(settings.store().transactionAtMost()).isEqualTo(Duration.ofSeconds(40));
    assertThat(settings.store().statementAtMost()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.work())
        .isEqualTo(
            new ProcessorSettings.Work(3, 500, Duration.ofMinutes(1), Duration.ofDays(2), true));
    assertThat(settings.reconcile())
        .isEqualTo(
            new ReconcileSettings(
                true,
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                600,
                Duration.ofSeconds(90),
                new ReconcileSettings.Api(
                    URI.create("https://api.example/transaction"),
                    "shop",
                    "10.0.0.1",
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(15))));
    assertThat(settings.methods().find(PaymentMethod.VNPAY).orElseThrow().paymentWindow())
        .isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void all_that_is_missing_is_named_at_once() {
    assertThatThrownBy(() -> ProcessorSettings.read(Map.of()))
        .isInstanceOfSatisfying(
            SettingsException.class,
            failure -> {
              for (String name : REQUIRED.keySet()) {
                assertThat(failure.problems()).anyMatch(problem -> problem.contains(name));
              }
            });
  }

  @Test
  void a_lease_must_outlast_a_question_and_the_publishing_of_its_answer() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("RECONCILE_EVERY", "10s");
    environment.put("RECONCILE_LEASE", "30s");
    assertThatThrownBy(() -> ProcessorSettings.read(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("RECONCILE_LEASE must be above GATEWAY_ANSWER_WITHIN");
  }

  @Test
  void a_lock_must_outlive_a_transaction() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("CALLBACK_LOCK_AT_MOST", "20s");
    assertThatThrownBy(() -> ProcessorSettings.read(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("CALLBACK_LOCK_AT_MOST must be above POSTGRES_TRANSACTION_AT_MOST");
  }
}

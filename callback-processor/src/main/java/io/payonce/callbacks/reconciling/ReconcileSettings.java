package io.payonce.callbacks.reconciling;

import io.payonce.methods.calls.BreakerRule;
import io.payonce.methods.calls.CallLimits;
import io.payonce.methods.vnpay.VnpayMerchantSettings;
import io.payonce.runtime.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Whether, when and how gateways are asked.
 *
 * @param after the age of the first question
 * @param every how long to rest between two looks for what is due
 * @param perMinute how many questions a gateway is asked a minute at most
 * @param lease how long an instance that has died keeps the others from asking
 */
public record ReconcileSettings(
    boolean on, Duration after, Duration every, int perMinute, Duration lease, Api api) {

  /** How the gateway is called. */
  public record Api(
      URI url, String createBy, String ipAddress, Duration connectWithin, Duration answerWithin) {

    /**
     * @throws IllegalArgumentException names what is wrong
     */
    public VnpayMerchantSettings vnpay() {
      return new VnpayMerchantSettings(
          url,
          createBy,
          ipAddress,
          new CallLimits(
              connectWithin, answerWithin, CallLimits.DEFAULT_CALLS_AT_ONCE, BreakerRule.DEFAULT));
    }
  }

  /** Declares and reads them; the caller finishes the reader. */
  public static ReconcileSettings read(SettingsReader reader) {
    ReconcileSettings settings =
        new ReconcileSettings(
            reader.flag("RECONCILE", false, "Whether gateways are asked for what is unsettled."),
            reader.duration(
                "RECONCILE_AFTER",
                Duration.ofMinutes(20),
                Duration.ofSeconds(1),
                Duration.ofDays(1),
                "The age at which a payment or refund is first asked for; a payment whose time is"
                    + " over is asked for then."),
            reader.duration(
                "RECONCILE_EVERY",
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(15),
                "How often is looked for what is to be asked for."),
            reader.integer(
                "RECONCILE_PER_MINUTE",
                "questions a minute",
                60,
                1,
                6_000,
                "How many questions a gateway is asked a minute at most."),
            reader.duration(
                "RECONCILE_LEASE",
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(30),
                "How long an instance that has died keeps the others from asking."),
            api(reader));
    reader.require(
        settings
                .lease()
                .compareTo(settings.api().answerWithin().plus(QueryPublisher.DURABLE_WITHIN))
            > 0,
        "RECONCILE_LEASE must be above GATEWAY_ANSWER_WITHIN by more than "
            + QueryPublisher.DURABLE_WITHIN.toSeconds()
            + "s",
        "RECONCILE_LEASE",
        "GATEWAY_ANSWER_WITHIN");
    reader.require(
        settings.lease().compareTo(settings.every()) > 0,
        "RECONCILE_LEASE must be above RECONCILE_EVERY",
        "RECONCILE_LEASE",
        "RECONCILE_EVERY");
    reader.require(
        settings.api().connectWithin().compareTo(settings.api().answerWithin()) <= 0,
        "GATEWAY_CONNECT_WITHIN must not be above GATEWAY_ANSWER_WITHIN",
        "GATEWAY_CONNECT_WITHIN",
        "GATEWAY_ANSWER_WITHIN");
    return settings;
  }

  private static Api api(SettingsReader reader) {
    return new Api(
        reader.uri(
            "VNPAY_API_URL",
            VnpayMerchantSettings.SANDBOX_API_URL.toString(),
            Set.of("http", "https"),
            "VNPAY's merchant API."),
        reader.text(
            "VNPAY_API_CREATE_BY",
            VnpayMerchantSettings.DEFAULT_CREATE_BY,
            "Who asks, as VNPAY's books say."),
        reader.text(
            "VNPAY_API_IP_ADDRESS",
            VnpayMerchantSettings.DEFAULT_IP_ADDRESS,
            "The address that VNPAY is told we call from."),
        reader.duration(
            "GATEWAY_CONNECT_WITHIN",
            CallLimits.DEFAULT_CONNECT_WITHIN,
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            "How long a connection to a gateway may take."),
        reader.duration(
            "GATEWAY_ANSWER_WITHIN",
            CallLimits.DEFAULT_ANSWER_WITHIN,
            Duration.ofMillis(100),
            Duration.ofSeconds(60),
            "How long a call to a gateway may take in all."));
  }

  /** How many questions fit between two looks. */
  int questionsATurn() {
    long between = perMinute * every.toMillis() / Duration.ofMinutes(1).toMillis();
    return (int) Math.max(1, between);
  }
}

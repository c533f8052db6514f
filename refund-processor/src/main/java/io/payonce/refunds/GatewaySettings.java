package io.payonce.refunds;

import io.payonce.methods.calls.BreakerRule;
import io.payonce.methods.calls.CallLimits;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpayMerchantSettings;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.runtime.Secret;
import io.payonce.runtime.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How gateways are called. What was read; objects are made of it once all of it is known to be
 * right.
 */
record GatewaySettings(
    String tmnCode,
    Secret hashSecrets,
    URI apiUrl,
    String createBy,
    String ipAddress,
    Calls calls) {

  private static final Pattern CREATE_BY = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern IP_ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{7,45}");

  /** The limits of the calls to each gateway. */
  record Calls(
      Duration connectWithin,
      Duration answerWithin,
      int atOnce,
      int breakerCalls,
      int breakerFailuresPercent,
      Duration breakerOpenFor) {
    CallLimits limits() {
      return new CallLimits(
          connectWithin,
          answerWithin,
          atOnce,
          new BreakerRule(breakerCalls, breakerFailuresPercent, breakerOpenFor));
    }
  }

  static GatewaySettings read(SettingsReader reader) {
    GatewaySettings settings =
        new GatewaySettings(
            reader.requiredText("VNPAY_TMN_CODE", "The terminal's name at VNPAY."),
            reader.secret(
                "VNPAY_HASH_SECRET", "Its secret; several, divided by commas, in a change."),
            reader.uri(
                "VNPAY_API_URL",
                VnpayMerchantSettings.SANDBOX_API_URL.toString(),
                Set.of("http", "https"),
                "VNPAY's merchant API."),
            reader.text(
                "VNPAY_API_CREATE_BY",
                VnpayMerchantSettings.DEFAULT_CREATE_BY,
                "Who asks for refunds, as VNPAY's books say."),
            reader.text(
                "VNPAY_API_IP_ADDRESS",
                VnpayMerchantSettings.DEFAULT_IP_ADDRESS,
                "Our address, as VNPAY wants it told."),
            calls(reader));
    reader.require(
        settings.calls().answerWithin().compareTo(settings.calls().connectWithin()) >= 0,
        "GATEWAY_ANSWER_WITHIN must not be below GATEWAY_CONNECT_WITHIN",
        "GATEWAY_ANSWER_WITHIN",
        "GATEWAY_CONNECT_WITHIN");
    reader.require(
        CREATE_BY.matcher(settings.createBy()).matches(),
        "VNPAY_API_CREATE_BY must be 1 to 64 of A-Z a-z 0-9 . _ -",
        "VNPAY_API_CREATE_BY");
    reader.require(
        IP_ADDRESS.matcher(settings.ipAddress()).matches(),
        "VNPAY_API_IP_ADDRESS must be an IP address",
        "VNPAY_API_IP_ADDRESS");
    return settings;
  }

  private static Calls calls(SettingsReader reader) {
    return new Calls(
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
            "How long a call to a gateway may take in all."),
        reader.integer(
            "GATEWAY_CALLS_AT_ONCE",
            "calls",
            CallLimits.DEFAULT_CALLS_AT_ONCE,
            1,
            5_000,
            "The most calls to one gateway at a time."),
        reader.integer(
            "GATEWAY_BREAKER_CALLS",
            "calls",
            BreakerRule.DEFAULT.calls(),
            1,
            10_000,
            "How many of the last calls a breaker looks at."),
        reader.integer(
            "GATEWAY_BREAKER_FAILURES_PERCENT",
            "percent",
            BreakerRule.DEFAULT.failuresPercent(),
            1,
            100,
            "How many of them may fail before the gateway is left alone."),
        reader.duration(
            "GATEWAY_BREAKER_OPEN_FOR",
            BreakerRule.DEFAULT.openFor(),
            Duration.ofMillis(100),
            Duration.ofMinutes(10),
            "How long it is left alone then."));
  }

  Vnpay vnpay() {
    return new Vnpay(terminal(), merchant());
  }

  /**
   * @throws IllegalArgumentException names what is wrong, and no secret
   */
  VnpaySettings terminal() {
    return VnpaySettings.sandbox(
        tmnCode,
        Arrays.stream(hashSecrets.reveal().split(","))
            .map(String::strip)
            .filter(secret -> !secret.isEmpty())
            .map(HashSecret::new)
            .toList());
  }

  /**
   * @throws IllegalArgumentException names what is wrong
   */
  VnpayMerchantSettings merchant() {
    return new VnpayMerchantSettings(apiUrl, createBy, ipAddress, calls.limits());
  }
}

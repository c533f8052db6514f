package io.payonce.simulator;

import io.payonce.methods.vnpay.HashSecret;
import io.payonce.runtime.Secret;
import io.payonce.runtime.SettingsCheck;
import io.payonce.runtime.SettingsException;
import io.payonce.runtime.SettingsReader;
import io.payonce.simulator.merchant.RefundDelays;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The simulator's settings.
 *
 * @param port 0 for a free one
 * @param ingress where callbacks are sent
 * @param answerWithin how long an answer is waited for
 * @param refundDelays of refunds, until they are told otherwise
 */
record SimulatorSettings(
    String host,
    int port,
    URI ingress,
    VnpayTerminal terminal,
    RetryRule retryRule,
    Duration answerWithin,
    RefundDelays refundDelays) {
  private static final int DEFAULT_PORT = 8090;
  private static final Set<String> OWN_PREFIXES = Set.of("SIMULATOR_");
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String TO_BANK = "SIMULATOR_REFUND_TO_BANK";
  private static final String TO_END = "SIMULATOR_REFUND_TO_END";
  private static final int MOST_REPEATS = 1_000;

  /**
   * @throws SettingsException listing all that is wrong
   */
  static SimulatorSettings read(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    return reader.finish(declare(reader));
  }

  /** What the simulator would make of an environment. */
  static SettingsCheck check(Map<String, String> environment) {
    SettingsReader reader = reader(environment);
    return reader.check(declare(reader));
  }

  private static SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, OWN_PREFIXES, Set.of());
  }

  /** What is built once all of it is known to be right. */
  private static Supplier<SimulatorSettings> declare(SettingsReader reader) {
    String host =
        reader.text("SIMULATOR_HOST", "127.0.0.1", "The address that the page is served at.");
    int port =
        reader.integer(
            "SIMULATOR_PORT",
            "port",
            DEFAULT_PORT,
            0,
            65_535,
            "The page's port; 0 takes a free one.");
    URI ingress =
        reader.uri(
            "SIMULATOR_INGRESS_URL",
            "http://127.0.0.1:8080",
            Set.of("http", "https"),
            "Where callbacks are sent; without a path.");
    String tmnCode = reader.requiredText("VNPAY_TMN_CODE", "The terminal that is played.");
    Secret secrets =
        reader.secret("VNPAY_HASH_SECRET", "The terminal's secret; of several, the first is used.");
    RetryRule rule = retryRule(reader);
    Duration answerWithin =
        reader.duration(
            "SIMULATOR_ANSWER_WITHIN",
            Duration.ofSeconds(10),
            SHORTEST,
            LONGEST,
            "How long an answer to a callback is waited for.");
    Duration toBank = delay(reader, TO_BANK, RefundDelays.DEFAULT.toBank(), "sent to the bank");
    Duration toEnd = delay(reader, TO_END, RefundDelays.DEFAULT.toEnd(), "paid back");
    reader.require(
        toEnd.compareTo(toBank) >= 0, TO_END + " must not be below " + TO_BANK, TO_BANK, TO_END);
    return () ->
        new SimulatorSettings(
            host,
            port,
            ingress,
            new VnpayTerminal(tmnCode, first(secrets)),
            rule,
            answerWithin,
            new RefundDelays(toBank, toEnd));
  }

  private static Duration delay(SettingsReader reader, String name, Duration usual, String what) {
    return reader.duration(
        name, usual, Duration.ZERO, LONGEST, "How long until a refund is " + what + ".");
  }

  /** The services take several, commas between, while the secret is being changed. */
  private static HashSecret first(Secret secrets) {
    String all = secrets.reveal();
    int comma = all.indexOf(',');
    return new HashSecret((comma < 0 ? all : all.substring(0, comma)).strip());
  }

  private static RetryRule retryRule(SettingsReader reader) {
    return new RetryRule(
        reader.duration(
            "SIMULATOR_RETRY_INTERVAL",
            RetryRule.VNPAY.interval(),
            SHORTEST,
            LONGEST,
            "How long after an answer that is no acknowledgement a callback is sent again."),
        reader.integer(
            "SIMULATOR_RETRIES",
            "times",
            RetryRule.VNPAY.repeatsAtMost(),
            0,
            MOST_REPEATS,
            "How often a callback is sent again at most."));
  }
}

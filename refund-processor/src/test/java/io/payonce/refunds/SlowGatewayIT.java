package io.payonce.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.methods.MerchantApi;
import io.payonce.methods.calls.BreakerRule;
import io.payonce.methods.calls.CallLimits;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpayMerchantSettings;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.payments.PaymentMethod;
import io.payonce.simulator.GatewaySimulator;
import io.payonce.simulator.SimulatorControl;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultRule;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two gateways, of which one becomes slow. The other one is called {@code MOMO} here, and speaks
 * VNPAY's protocol: it is a second simulator of that.
 */
@ExtendWith(EmbeddedServersExtension.class)
class SlowGatewayIT {
  private static final int REFUNDS = 240;
  private static final int FIRST = REFUNDS / 4;
  private static final int LAST = REFUNDS * 9 / 10;
  private static final int IN_FLIGHT = 64;
  private static final int CALLS_AT_ONCE = 50;
  private static final int ALL = 1_000_000;
  private static final Duration USUAL = Duration.ofMillis(100);
  private static final Duration SLOW = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final double AT_LEAST = 0.7;

  private final Rig rig;
  private final GatewaySimulator other = Rig.simulator();
  private final SimulatorControl otherControl =
      new SimulatorControl(URI.create("http://127.0.0.1:" + other.port()));
  private final Shop otherShop;

  SlowGatewayIT(TestServers servers) {
    rig = new Rig(servers);
    otherShop = new Shop(servers, otherControl, PaymentMethod.MOMO);
  }

  @AfterEach
  void close() {
    rig.close();
    otherShop.close();
    otherControl.close();
    other.close();
  }

  @Test
  void one_gateway_that_answers_in_half_a_minute_leaves_the_others_their_rate() {
    rig.control().fault(eachCall(USUAL));
    otherControl.fault(eachCall(USUAL));
    for (String name : List.of("WARM", "QUICK", "SLOW")) {
      rig.shop().payMany(name + "-VNPAY", REFUNDS);
      otherShop.payMany(name + "-MOMO", REFUNDS);
    }
    RefundProcessor processor = rig.start(environment(), Map.of(PaymentMethod.MOMO, momo()));
    double warm = refundsPerSecond("WARM");
    awaitAll(REFUNDS);
    double quick = refundsPerSecond("QUICK");
    awaitAll(2 * REFUNDS);
    rig.control().clearFaults();
    rig.control().fault(eachCall(SLOW));
    double slow = refundsPerSecond("SLOW");
    System.err.printf(
        "SlowGatewayIT: MOMO's refunds/s: %.0f at first, %.0f beside a quick VNPAY, %.0f beside a"
            + " slow one%n",
        warm, quick, slow);
    assertThat(slow / quick).as("rate beside a slow gateway").isGreaterThan(AT_LEAST);
    assertThat(refunded("VNPAY", "SLOW%")).as("paid back by the slow one").isZero();
    assertThat(calls(processor, "VNPAY") + breaker(processor, "VNPAY"))
        .as("calls to the slow one that are under way, or have failed")
        .isPositive();
    await().atMost(LONGEST).until(() -> breaker(processor, "VNPAY") == 2);
    assertThat(breaker(processor, "MOMO")).isZero();
    assertThat(Rig.page(processor, "/health/ready")).contains("gateway VNPAY", "gateway MOMO");
  }

  private void awaitAll(int refunds) {
    await()
        .atMost(LONGEST)
        .until(() -> refunded("VNPAY", "%") == refunds && refunded("MOMO", "%") == refunds);
  }

  /**
   * Sends refunds at both gateways, turn and turn about, and measures those of the other one. The
   * first of them do not count: for up to a second those who knew the slow one as quick still wait
   * for it. Nor do the last, so that a single one that has to come again does not.
   */
  private double refundsPerSecond(String name) {
    for (int i = 0; i < REFUNDS; i++) {
      rig.publish(rig.shop().full(name + "-VNPAY-" + i));
      rig.publish(otherShop.full(name + "-MOMO-" + i));
    }
    long began = awaitRefunds(name, FIRST);
    double seconds = Duration.ofNanos(awaitRefunds(name, LAST) - began).toMillis() / 1_000.0;
    System.err.printf("SlowGatewayIT: %s %.1f s%n", name, seconds);
    return (LAST - FIRST) / seconds;
  }

  /** Returns when there were so many. */
  private long awaitRefunds(String name, int refunds) {
    await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> refunded("MOMO", name + "%") >= refunds);
    return System.nanoTime();
  }

  private long refunded(String method, String orders) {
    return rig.shop()
        .number(
            """
            SELECT count(*) FROM transactions WHERE kind = 'REFUND' AND method = '%s'
               AND status IN ('PROCESSING', 'SUCCEEDED') AND order_id LIKE '%s'
            """
                .formatted(method, orders));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(rig.environment());
    environment.put("GATEWAY_ANSWER_WITHIN", "5s");
    environment.put("GATEWAY_CALLS_AT_ONCE", String.valueOf(CALLS_AT_ONCE));
    environment.put("REFUND_IN_FLIGHT", String.valueOf(IN_FLIGHT));
    return environment;
  }

  private MerchantApi momo() {
    URI api = URI.create("http://127.0.0.1:" + other.port() + GatewaySimulator.MERCHANT_API);
    CallLimits limits =
        new CallLimits(
            Duration.ofSeconds(1), Duration.ofSeconds(5), CALLS_AT_ONCE, BreakerRule.DEFAULT);
    return new Vnpay(
            VnpaySettings.sandbox(Rig.TMN_CODE, List.of(new HashSecret(Rig.HASH_SECRET))),
            VnpayMerchantSettings.at(api, limits))
        .merchantApi()
        .orElseThrow();
  }

  private static FaultRule eachCall(Duration takes) {
    return new FaultRule(Fault.after(FaultKind.LATENCY).withDelay(takes), "", "", ALL);
  }

  private static double calls(RefundProcessor processor, String method) {
    return metric(processor, "payonce_gateway_calls", method);
  }

  private static double breaker(RefundProcessor processor, String method) {
    return metric(processor, "payonce_gateway_breaker", method);
  }

  private static double metric(RefundProcessor processor, String name, String method) {
    Pattern line = Pattern.compile(name + "\\{[^}]*method=\"" + method + "\"[^}]*\\} ([0-9.]+)");
    Matcher found = line.matcher(Rig.page(processor, "/metrics"));
    assertThat(found.find()).as("%s of %s", name, method).isTrue();
    return Double.parseDouble(found.group(1));
  }
}

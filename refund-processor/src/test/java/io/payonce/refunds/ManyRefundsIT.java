package io.payonce.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.simulator.merchant.BooksPage;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many refunds at a time, far more than there are connections. */
@ExtendWith(EmbeddedServersExtension.class)
class ManyRefundsIT {
  private static final int ORDERS = 230;
  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final Pattern CALLS = Pattern.compile("payonce_gateway_calls\\{[^}]*\\} (\\d+)");

  private final Rig rig;

  ManyRefundsIT(TestServers servers) {
    rig = new Rig(servers);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void two_hundred_calls_are_in_flight_at_once() {
    rig.shop().payMany(ORDERS);
    Fault slow = Fault.after(FaultKind.LATENCY).withDelay(SLOW);
    rig.control().fault(new FaultRule(slow, "", "", ORDERS));
    for (int i = 0; i < ORDERS; i++) {
      rig.send(rig.shop().full("MANY-" + i));
    }
    Map<String, String> environment = new HashMap<>(rig.environment());
    environment.put("GATEWAY_ANSWER_WITHIN", "10s");
    RefundProcessor processor = rig.start(environment);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> callsInFlight(processor) >= 200);
    await().atMost(Duration.ofSeconds(40)).until(() -> rig.outcomes().size() == ORDERS);
    assertThat(rig.control().books().payments())
        .hasSize(ORDERS)
        .allSatisfy(payment -> assertThat(payment.refunds()).hasSize(1))
        .extracting(BooksPage.Payment::refundedVnd)
        .containsOnly(Shop.PRICE.minorUnits());
    assertThat(rig.shop().number("SELECT count(*) FROM orders WHERE status = 'REFUNDED'"))
        .isEqualTo(ORDERS);
  }

  private static int callsInFlight(RefundProcessor processor) {
    Matcher calls = CALLS.matcher(Rig.page(processor, "/metrics"));
    return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
  }
}

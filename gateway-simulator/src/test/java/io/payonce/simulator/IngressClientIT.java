package io.payonce.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IngressClientIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final VnpayIpn ipn =
      new VnpayCustomer(Shop.TERMINAL, new GatewayNumbers(1))
          .pay(PaymentRequest.of(Shop.paymentUrl()));

  @Test
  void callback_goes_by_get_and_its_code_comes_back() {
    try (FakeIngress fake = new FakeIngress("00");
        IngressClient client = new IngressClient(fake.url(), PATIENCE)) {
      assertThat(client.send(ipn)).isEqualTo(new IpnAnswer.Answered(200, "00"));
      assertThat(fake.received()).containsExactly("GET " + ipn.query());
    }
  }

  @Test
  void callback_goes_as_a_form_as_well() {
    try (FakeIngress fake = new FakeIngress("02");
        IngressClient client = new IngressClient(fake.url(), PATIENCE)) {
      assertThat(client.sendAsForm(ipn)).isEqualTo(new IpnAnswer.Answered(200, "02"));
      assertThat(fake.received()).containsExactly("POST " + ipn.query());
    }
  }

  @Test
  void callbacks_sent_at_once_all_come_back() {
    try (FakeIngress fake = new FakeIngress("00", "02");
        IngressClient client = new IngressClient(fake.url(), PATIENCE)) {
      assertThat(client.sendAtOnce(ipn, 5))
          .containsOnlyOnce(new IpnAnswer.Answered(200, "00"))
          .hasSize(5);
    }
  }

  @Test
  void nobody_listening_is_silence() {
    FakeIngress gone = new FakeIngress("00");
    gone.close();
    try (IngressClient client = new IngressClient(gone.url(), PATIENCE)) {
      assertThat(client.send(ipn)).isEqualTo(new IpnAnswer.Silence("ConnectException"));
    }
  }
}

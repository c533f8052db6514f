package io.payonce.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallMeterTest {
  private final CallMeter meter = new CallMeter();

  @Test
  void calls_are_counted_by_what_they_ask() {
    meter.asked(DeskRequest.REFUND);
    meter.asked(DeskRequest.QUERY);
    meter.asked(DeskRequest.QUERY);
    meter.asked("something else");

    CallMeter.Page page = meter.page();
    assertThat(page.refunds()).isEqualTo(1);
    assertThat(page.queries()).isEqualTo(2);
    assertThat(page.all()).isEqualTo(3);
  }

  @Test
  void most_in_flight_is_counted_anew_after_each_look() {
    long first = meter.began();
    long second = meter.began();
    meter.ended(first);

    CallMeter.Page page = meter.page();
    assertThat(page.inFlight()).isEqualTo(1);
    assertThat(page.mostInFlight()).isEqualTo(2);

    meter.ended(second);
    assertThat(meter.page().mostInFlight()).isEqualTo(1);
    assertThat(meter.page().mostInFlight()).isZero();
  }

  @Test
  void time_in_flight_grows_while_a_call_is_under_way_and_then_stands_still() {
    long began = meter.began();
    long early = meter.page().heldNanos();
    long later = meter.page().heldNanos();
    meter.ended(began);

    assertThat(later).isGreaterThan(early);
    assertThat(meter.page().heldNanos()).isEqualTo(meter.page().heldNanos());
  }
}

package io.payonce.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.payonce.methods.BreakerState;
import io.payonce.methods.PaymentAnswer;
import io.payonce.methods.RefundAnswer;
import io.payonce.methods.RefundAnswer.Completed;
import io.payonce.methods.RefundAnswer.NotFound;
import io.payonce.methods.RefundAnswer.NotSent;
import io.payonce.methods.RefundAnswer.Processing;
import io.payonce.methods.RefundAnswer.Refused;
import io.payonce.methods.RefundAnswer.Unclear;
import io.payonce.methods.RefundCall;
import io.payonce.methods.calls.BreakerRule;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.simulator.Refunding.Paid;
import io.payonce.simulator.merchant.BooksPage;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultRule;
import io.payonce.simulator.merchant.FaultSeed;
import io.payonce.simulator.merchant.RefundDelays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // One simulator for all; each test has its payment.
class MerchantApiIT {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration NEVER = Duration.ofHours(1);

  private Refunding refunding;

  @BeforeAll
  void start() {
    refunding = new Refunding();
  }

  @AfterEach
  void all_is_well_again() {
    refunding.control().clearFaults();
    refunding.control().delays(new RefundDelays(AT_ONCE, NEVER));
  }

  @AfterAll
  void close() {
    refunding.close();
  }

  @Test
  void refund_is_taken_found_and_in_the_end_completed() {
    Paid paid = refunding.paid();
    RefundCall refund = paid.refund(50_000);
    assertThat(refunding.api().findRefund(refund)).isEqualTo(new NotFound());
    String number = number(refunding.api().refund(refund));
    assertThat(refunding.api().findRefund(refund)).isEqualTo(new Processing(number));

    refunding.control().delays(new RefundDelays(AT_ONCE, AT_ONCE));
    Paid other = refunding.paid();
    RefundCall quick = other.refund(20_000);
    String quickNumber = number(refunding.api().refund(quick));
    assertThat(refunding.api().findRefund(quick)).isEqualTo(new Completed(quickNumber));
    assertThat(refunding.booked(other).refundedVnd()).isEqualTo(20_000);
  }

  @Test
  void several_partial_refunds_are_told_apart_by_their_numbers() {
    Paid paid = refunding.paid();
    String first = number(refunding.api().refund(paid.refund(20_000)));
    RefundCall second = paid.refund(20_000, first);

    assertThat(refunding.api().findRefund(second)).isEqualTo(new NotFound());
    assertThat(refunding.api().refund(second)).isInstanceOf(Processing.class);
    assertThat(refunding.api().findRefund(second)).isInstanceOf(Processing.class);
    assertThat(refunding.booked(paid).refunds()).hasSize(2);
  }

  @Test
  void last_refund_of_another_amount_is_no_answer() {
    Paid paid = refunding.paid();
    refunding.api().refund(paid.refund(20_000));
    assertThat(refunding.api().findRefund(paid.refund(10_000))).isInstanceOf(Unclear.class);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SILENCE",
        "SERVER_ERROR",
        "RESET",
        "SLOW_BODY",
        "WRONG_SIGNATURE",
        "NO_SIGNATURE",
        "GARBAGE",
        "TOO_LARGE",
        "CODE"
      })
  void money_that_moved_without_a_clear_answer_is_found_and_never_moves_twice(FaultKind kind) {
    Paid paid = refunding.paid();
    RefundCall refund = paid.refund(20_000);
    refunding.control().fault(FaultRule.nextRefund(Fault.after(kind)));

    assertThat(refunding.api().refund(refund)).isInstanceOf(Unclear.class);
    assertThat(refunding.booked(paid).refundedVnd()).isEqualTo(20_000);
    assertThat(refunding.api().findRefund(refund)).isInstanceOf(Processing.class);

    assertThat(refunding.api().refund(refund)).as("94").isInstanceOf(Unclear.class);
    assertThat(refunding.booked(paid).refunds()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SILENCE",
        "SERVER_ERROR",
        "RESET",
        "SLOW_BODY",
        "WRONG_SIGNATURE",
        "NO_SIGNATURE",
        "GARBAGE",
        "TOO_LARGE",
        "CODE"
      })
  void money_that_did_not_move_is_not_found_and_the_same_refund_is_safe(FaultKind kind) {
    Paid paid = refunding.paid();
    RefundCall refund = paid.refund(20_000);
    refunding.control().fault(FaultRule.nextRefund(Fault.before(kind)));

    assertThat(refunding.api().refund(refund)).isInstanceOf(Unclear.class);
    assertThat(refunding.booked(paid).refunds()).isEmpty();
    assertThat(refunding.api().findRefund(refund)).isEqualTo(new NotFound());

    String number = number(refunding.api().refund(refund));
    assertThat(refunding.api().findRefund(refund)).isEqualTo(new Processing(number));
    assertThat(refunding.booked(paid).refundedVnd()).isEqualTo(20_000);
  }

  @Test
  void refund_that_arrives_late_after_it_was_sent_again_moves_money_once() {
    Paid paid = refunding.paid();
    RefundCall refund = paid.refund(20_000);
    Fault late = Fault.after(FaultKind.LATE).withDelay(Duration.ofMillis(900));
    refunding.control().fault(FaultRule.nextRefund(late));

    assertThat(refunding.api().refund(refund)).isInstanceOf(Unclear.class);
    assertThat(refunding.api().findRefund(refund)).isEqualTo(new NotFound());
    assertThat(refunding.api().refund(refund)).isInstanceOf(Processing.class);
    await()
        .during(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(refunding.booked(paid).refunds()).hasSize(1));
  }

  @Test
  void answer_that_is_late_but_in_time_counts() {
    Fault latency = Fault.after(FaultKind.LATENCY).withDelay(Duration.ofMillis(150));
    refunding.control().fault(FaultRule.nextRefund(latency));
    assertThat(refunding.api().refund(refunding.paid().refund(20_000)))
        .isInstanceOf(Processing.class);
  }

  @Test
  void slow_body_is_cut_at_the_total_limit() {
    refunding.control().fault(FaultRule.nextRefund(Fault.after(FaultKind.SLOW_BODY)));
    long begun = System.nanoTime();
    assertThat(refunding.api().refund(refunding.paid().refund(20_000)))
        .isEqualTo(new Unclear("no whole answer within PT0.4S"));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"91", "93", "95"})
  void refusal_that_nothing_precedes_is_final(String code) {
    refunding.control().fault(FaultRule.nextRefund(Fault.code(code)));
    assertThat(refunding.api().refund(refunding.paid().refund(20_000)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"91", "93", "95"})
  void refusal_of_a_repeat_is_none_of_the_refund(String code) {
    RefundCall refund = refunding.paid().refund(20_000);
    refunding.control().fault(FaultRule.nextRefund(Fault.after(FaultKind.SILENCE)));
    refunding.api().refund(refund);

    refunding.control().fault(FaultRule.nextRefund(Fault.code(code)));
    assertThat(refunding.api().refund(refund)).isInstanceOf(Processing.class);
    refunding.control().fault(FaultRule.nextRefund(Fault.code(code)));
    refunding.control().fault(FaultRule.nextQuery(Fault.after(FaultKind.RESET)));
    assertThat(refunding.api().refund(refund)).isInstanceOf(Unclear.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "03", "08", "16", "97"})
  void our_own_trouble_and_bad_times_are_not_sent(String code) {
    refunding.control().fault(FaultRule.nextRefund(Fault.code(code)));
    assertThat(refunding.api().refund(refunding.paid().refund(20_000)))
        .isInstanceOfSatisfying(NotSent.class, notSent -> assertThat(notSent.why()).contains(code));
  }

  @Test
  void more_than_was_paid_is_refused_by_the_simulator_itself() {
    Paid paid = refunding.paid();
    String first = number(refunding.api().refund(paid.refund(40_000)));
    assertThat(refunding.api().refund(paid.refund(20_000, first)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("93"));
    assertThat(refunding.booked(paid).refundedVnd()).isEqualTo(40_000);
  }

  @Test
  void refund_that_is_refused_in_the_end_is_found_so_with_its_number() {
    refunding.control().delays(new RefundDelays(AT_ONCE, AT_ONCE));
    refunding.control().fault(FaultRule.nextRefund(Fault.after(FaultKind.REFUSED_LATER)));
    Paid paid = refunding.paid();
    RefundCall refund = paid.refund(20_000);
    String number = number(refunding.api().refund(refund));

    assertThat(refunding.api().findRefund(refund))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("09");
              assertThat(refused.gatewayRefundId()).isEqualTo(number);
            });
    assertThat(refunding.booked(paid).refundedVnd()).isZero();
    RefundCall another = paid.refund(20_000, number);
    assertThat(refunding.api().findRefund(another)).isEqualTo(new NotFound());
    assertThat(refunding.api().refund(another)).isInstanceOf(Processing.class);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"LATENCY", "REFUSED_LATER"})
  void query_without_a_clear_answer_is_unclear(FaultKind kind) {
    Paid paid = refunding.paid();
    Fault fault = Fault.after(kind);
    refunding.control().fault(FaultRule.nextQuery(fault));
    assertThat(refunding.api().findRefund(paid.refund(20_000))).isInstanceOf(Unclear.class);
    refunding.control().fault(FaultRule.nextQuery(fault));
    assertThat(refunding.api().findPayment(paid.asked())).isInstanceOf(PaymentAnswer.Unclear.class);
  }

  @Test
  void payment_is_found_as_it_stands() {
    Paid paid = refunding.paid();
    assertThat(refunding.api().findPayment(paid.asked()))
        .isEqualTo(
            new PaymentAnswer.Found(
                new Claim(Claim.Status.SUCCEEDED, new Money(50_000, "VND"), paid.number())));
    Paid nowhere = new Paid(Refunding.minted(), "1", paid.at());
    assertThat(refunding.api().findPayment(nowhere.asked()))
        .isEqualTo(new PaymentAnswer.NotFound());
    assertThat(refunding.api().refund(nowhere.refund(20_000))).isInstanceOf(Refused.class);
  }

  @Test
  void one_call_too_many_is_not_sent() throws Exception {
    try (Refunding narrow = new Refunding(3, Refunding.NO_BREAKER);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Fault latency = Fault.after(FaultKind.LATENCY).withDelay(Duration.ofMillis(300));
      narrow.control().fault(new FaultRule(latency, "refund", "", 3));
      List<Future<RefundAnswer>> underWay = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Paid paid = narrow.paid();
        underWay.add(threads.submit(() -> narrow.api().refund(paid.refund(20_000))));
      }
      await().untilAsserted(() -> assertThat(narrow.api().callsInFlight()).isEqualTo(3));
      Paid oneMore = narrow.paid();
      assertThat(narrow.api().refund(oneMore.refund(20_000))).isInstanceOf(NotSent.class);
      assertThat(narrow.booked(oneMore).refunds()).isEmpty();
      for (Future<RefundAnswer> answer : underWay) {
        assertThat(answer.get()).isInstanceOf(Processing.class);
      }
    }
  }

  @Test
  void open_breaker_sends_nothing_and_closes_when_all_is_well() {
    BreakerRule rule = new BreakerRule(4, 50, Duration.ofMillis(300));
    try (Refunding broken = new Refunding(10, rule)) {
      Fault error = Fault.before(FaultKind.SERVER_ERROR);
      broken.control().fault(new FaultRule(error, "refund", "", 4));
      Paid paid = broken.paid();
      for (int i = 0; i < 4; i++) {
        assertThat(broken.api().refund(paid.refund(10_000))).isInstanceOf(Unclear.class);
      }
      assertThat(broken.api().breakerState()).isEqualTo(BreakerState.OPEN);
      assertThat(broken.api().refund(paid.refund(10_000))).isInstanceOf(NotSent.class);
      assertThat(broken.booked(paid).refunds()).isEmpty();

      await()
          .untilAsserted(
              () -> {
                assertThat(broken.api().findPayment(paid.asked()))
                    .isInstanceOf(PaymentAnswer.Found.class);
                assertThat(broken.api().breakerState()).isEqualTo(BreakerState.CLOSED);
              });
    }
  }

  @Test
  void seeded_faults_never_pay_back_twice() {
    List<FaultKind> kinds =
        List.of(
            FaultKind.RESET,
            FaultKind.SERVER_ERROR,
            FaultKind.WRONG_SIGNATURE,
            FaultKind.GARBAGE,
            FaultKind.CODE);
    refunding.control().seed(new FaultSeed(20_261_124, 60, kinds, AT_ONCE));
    int unclear = 0;
    for (int i = 0; i < 30; i++) {
      Paid paid = refunding.paid();
      RefundCall refund = paid.refund(30_000);
      RefundAnswer found = refunding.api().findRefund(refund);
      for (int round = 0; round < 100 && !(found instanceof Processing); round++) {
        // Carelessly, without waiting for the gateway to say that there is none.
        unclear += refunding.api().refund(refund) instanceof Unclear ? 1 : 0;
        found = refunding.api().findRefund(refund);
      }
      assertThat(found).isInstanceOf(Processing.class);
      assertThat(refunding.booked(paid).refunds())
          .singleElement()
          .extracting(BooksPage.Refund::vnd)
          .isEqualTo(30_000L);
    }
    assertThat(unclear).as("faults befell refunds").isGreaterThan(10);
  }

  @Test
  void senseless_orders_are_refused_with_a_word() {
    assertThatThrownBy(() -> refunding.control().bookPayment("", 50_000, "20261124130000"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("400")
        .hasMessageContaining("reference");
    Paid paid = refunding.paid();
    assertThatThrownBy(
            () -> refunding.control().bookPayment(paid.payment().value(), 1, "20261124130000"))
        .hasMessageContaining("409");
  }

  private static String number(RefundAnswer answer) {
    assertThat(answer).isInstanceOf(Processing.class);
    return ((Processing) answer).gatewayRefundId();
  }
}

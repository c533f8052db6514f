package io.payonce.ingest.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.ingest.Outcomes;
import io.payonce.ingest.http.Answer;
import io.payonce.payments.OrderId;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.schemas.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RefundAnswersTest {
  private static final UUID ID = UUID.fromString("0193d3c0-0000-7000-8000-000000000002");
  private static final OrderId ORDER = new OrderId("order-1");

  @Test
  void a_rejection_that_is_repeated_is_the_same_error_and_no_replay() {
    Reply first = Outcomes.decided(ID, Outcome.REJECTED, Reason.ALREADY_REFUNDED, "");
    Reply again = Outcomes.duplicateOf(ID, Outcome.REJECTED, Reason.ALREADY_REFUNDED, "");
    assertThat(RefundAnswers.of(ORDER, again)).isEqualTo(RefundAnswers.of(ORDER, first));
    assertThat(RefundAnswers.of(ORDER, first).body())
        .isEqualTo(
            "{\"statusCode\":400,\"message\":\"Order already refunded\",\"error\":\"Bad"
                + " Request\"}");
  }

  @Test
  void what_is_not_decided_is_accepted_and_can_be_asked_for() {
    Answer answer = RefundAnswers.of(ORDER, new Reply.Parked(ID));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers()).containsEntry("Location", "/api/payment/order-1");
  }

  @Test
  void what_was_taken_without_a_response_to_show_can_be_asked_for() {
    Answer answer = RefundAnswers.of(ORDER, Outcomes.decided(ID, Outcome.APPLIED, Reason.NONE, ""));
    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void what_was_given_up_is_our_failure_and_tells_nothing_of_ours() {
    Answer answer = RefundAnswers.of(ORDER, Outcomes.deadLettered(ID));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("database");
  }
}

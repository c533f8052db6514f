package io.payonce.ingest.creates;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.ingest.Outcomes;
import io.payonce.ingest.http.Answer;
import io.payonce.payments.OrderId;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.schemas.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateAnswersTest {
  private static final UUID ID = UUID.fromString("0193d3c0-0000-7000-8000-000000000002");
  private static final OrderId ORDER = new OrderId("order-1");

  @ParameterizedTest
  @CsvSource({
    "ORDER_DIFFERS,422,Unprocessable Entity",
    "ORDER_ALREADY_PAID,409,Conflict",
    "ORDER_UNKNOWN,404,Not Found",
    "METHOD_NOT_OFFERED,422,Unprocessable Entity"
  })
  void each_rejection_has_its_status(Reason reason, int status, String phrase) {
    Answer answer = CreateAnswers.of(ORDER, Outcomes.decided(ID, Outcome.REJECTED, reason, ""));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains("\"error\":\"" + phrase + "\"");
  }

  @Test
  void what_is_not_decided_is_accepted_and_can_be_asked_for() {
    Answer answer = CreateAnswers.of(ORDER, new Reply.Parked(ID));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers()).containsEntry("Location", "/api/payment/order-1");
    assertThat(answer.body()).isEqualTo("{\"orderId\":\"order-1\",\"status\":\"ACCEPTED\"}");
  }

  @Test
  void what_was_given_up_is_our_failure_and_tells_nothing_of_ours() {
    Answer answer = CreateAnswers.of(ORDER, Outcomes.deadLettered(ID));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("database");
  }
}

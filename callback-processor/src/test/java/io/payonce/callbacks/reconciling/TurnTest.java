package io.payonce.callbacks.reconciling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.payonce.callbacks.reconciling.Question.Answer;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.store.reconciling.Unsettled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Answer NOTHING = new Answer.Nothing("not-found");
  private static final Answer NOT_TAKEN = new Answer.NotTaken("breaker open");
  private static final Answer PAID =
      new Answer.Certain(new Claim(Claim.Status.SUCCEEDED, new Money(1_000, "VND"), "14001"));

  private final List<String> asked = new ArrayList<>();
  private final List<CallbackCommand> published = new ArrayList<>();
  private final List<Instant> reached = new ArrayList<>();

  @Test
  void each_question_is_done_once_its_answer_is_out() {
    Turn.Ending ending = ask(List.of(due("a", 1), due("b", 2)), Map.of("a", PAID, "b", NOTHING));
    assertThat(ending).isInstanceOf(Turn.Ending.Done.class);
    assertThat(reached).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2));
    assertThat(published)
        .singleElement()
        .satisfies(
            command -> {
              assertThat(command.transactionId()).isEqualTo(new TransactionId("a"));
              assertThat(command.claim()).isEqualTo(((Answer.Certain) PAID).claim());
              assertThat(command.evidence().source()).isEqualTo(CallbackCommand.Source.QUERY);
              assertThat(command.commandId().version()).isEqualTo(7);
            });
  }

  @Test
  void of_several_that_are_due_at_the_same_time_none_is_done_before_all_are() {
    ask(
        List.of(due("a", 1), due("b", 1), due("c", 2)),
        Map.of("a", NOTHING, "b", NOTHING, "c", NOTHING));
    assertThat(reached).containsExactly(NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));
  }

  @Test
  void one_question_that_is_not_taken_is_passed_over_when_others_are() {
    Turn.Ending ending = ask(List.of(due("a", 1), due("b", 2)), Map.of("a", NOT_TAKEN, "b", PAID));
    assertThat(ending).isInstanceOf(Turn.Ending.Done.class);
    assertThat(reached).endsWith(NOON.plusSeconds(2));
    assertThat(published).hasSize(1);
  }

  @Test
  void a_gateway_that_takes_no_questions_is_left_alone_and_they_stay_due() {
    List<Unsettled> due = List.of(due("a", 1), due("b", 2), due("c", 3), due("d", 4), due("e", 5));
    Turn.Ending ending =
        ask(
            due,
            Map.of("a", NOTHING, "b", NOT_TAKEN, "c", NOT_TAKEN, "d", NOT_TAKEN, "e", NOTHING));
    assertThat(ending).isEqualTo(new Turn.Ending.Refused("breaker open"));
    assertThat(asked).containsExactly("a", "b", "c", "d");
    assertThat(reached).endsWith(NOON.plusSeconds(1));
  }

  @Test
  void who_has_lost_the_lease_asks_no_more() {
    Turn.Ending ending =
        turn(Map.of("a", NOTHING, "b", NOTHING))
            .ask(List.of(due("a", 1), due("b", 2)), _ -> false, NOON);
    assertThat(ending).isInstanceOf(Turn.Ending.GaveWay.class);
    assertThat(asked).containsExactly("a");
  }

  @Test
  void an_answer_that_cannot_be_published_is_asked_for_again() {
    Turn turn =
        new Turn(
            PaymentMethod.VNPAY,
            _ -> PAID,
            _ -> {
              throw new IllegalStateException("planned");
            },
            counts());
    assertThatThrownBy(() -> turn.ask(List.of(due("a", 1)), reached::add, NOON))
        .hasMessage("planned");
    assertThat(reached).isEmpty();
  }

  private Turn.Ending ask(List<Unsettled> due, Map<String, Answer> answers) {
    return turn(answers).ask(due, reached::add, NOON);
  }

  private Turn turn(Map<String, Answer> answers) {
    return new Turn(
        PaymentMethod.VNPAY,
        about -> {
          asked.add(about.id().value());
          return answers.getOrDefault(about.id().value(), NOTHING);
        },
        published::add,
        counts());
  }

  private static QuestionCounts counts() {
    return new QuestionCounts(new SimpleMeterRegistry(), PaymentMethod.VNPAY);
  }

  private static Unsettled due(String id, int seconds) {
    return new Unsettled(
        Unsettled.Kind.PAYMENT, new TransactionId(id), NOON, NOON.plusSeconds(seconds));
  }
}

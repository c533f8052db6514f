package io.payonce.callbacks.reconciling;

import com.fasterxml.uuid.Generators;
import io.payonce.payments.Claim;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CallbackCommand;
import io.payonce.store.reconciling.Unsettled;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One turn of questions, the longest due first.
 *
 * <p>How far it has come is noted after each question whose answer, if there was one, is published:
 * whoever goes on, after a crash or under another lease, may ask the latest question once more, and
 * skips none. A question that the gateway did not take is passed over as long as others are taken;
 * several in a row mean that it takes none, and they stay due.
 */
final class Turn {
  private static final int NOT_TAKEN_IN_A_ROW = 3;

  private final PaymentMethod method;
  private final Function<Unsettled, Question.Answer> question;
  private final Consumer<CallbackCommand> publisher;
  private final QuestionCounts counts;

  /**
   * @param publisher returns once the command is durable, or throws
   */
  Turn(
      PaymentMethod method,
      Function<Unsettled, Question.Answer> question,
      Consumer<CallbackCommand> publisher,
      QuestionCounts counts) {
    this.method = method;
    this.question = question;
    this.publisher = publisher;
    this.counts = counts;
  }

  /** How a turn ended. */
  sealed interface Ending {
    /** All questions were asked. */
    record Done() implements Ending {}

    /** The lease is another's by now, or the service stops. */
    record GaveWay() implements Ending {}

    /**
     * The gateway takes no questions.
     *
     * @param why as it was said of the latest
     */
    record Refused(String why) implements Ending {}
  }

  /**
   * Asks.
   *
   * @param due in the order of their due times
   * @param advance notes how far the turn has come; false to stop
   * @param start how far earlier turns came
   * @throws RuntimeException what the publisher or {@code advance} threw; what was not noted is due
   *     again
   */
  Ending ask(List<Unsettled> due, Predicate<Instant> advance, Instant start) {
    Instant reached = start;
    int notTaken = 0;
    for (int i = 0; i < due.size(); i++) {
      if (Thread.currentThread().isInterrupted()) {
        return new Ending.GaveWay();
      }
      Unsettled about = due.get(i);
      Question.Answer answer = question.apply(about);
      counts.asked(about.kind(), answer);
      switch (answer) {
        case Question.Answer.Certain certain -> {
          publisher.accept(command(about, certain.claim()));
          notTaken = 0;
        }
        case Question.Answer.Nothing _ -> notTaken = 0;
        case Question.Answer.NotTaken refused -> {
          notTaken++;
          if (notTaken == NOT_TAKEN_IN_A_ROW) {
            return new Ending.Refused(refused.why());
          }
        }
      }
      if (notTaken == 0 && isLastOfItsTime(due, i)) {
        reached = about.due();
      }
      // An interrupted question has an answer, too, which is none.
      if (Thread.currentThread().isInterrupted() || !advance.test(reached)) {
        return new Ending.GaveWay();
      }
    }
    return new Ending.Done();
  }

  /** Of several that are due at the same time none is done before all are. */
  private static boolean isLastOfItsTime(List<Unsettled> due, int index) {
    return index + 1 == due.size() || due.get(index + 1).due().isAfter(due.get(index).due());
  }

  private CallbackCommand command(Unsettled about, Claim claim) {
    return new CallbackCommand(
        Generators.timeBasedEpochGenerator().generate(),
        Instant.now(),
        method,
        about.id(),
        claim,
        new CallbackCommand.Evidence(CallbackCommand.Source.QUERY, Map.of(), ""));
  }
}

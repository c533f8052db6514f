package io.payonce.ingest;

import io.payonce.idempotency.InflightMarks;
import io.payonce.ingest.commands.CommandDesk;
import io.payonce.ingest.commands.Submission;
import io.payonce.ingest.http.Answer;
import io.payonce.ingest.http.Endpoint;
import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import io.payonce.methods.PaymentMethods;
import io.payonce.schemas.CreateCommand;
import java.time.Duration;
import java.util.UUID;

/**
 * Takes creates of internal systems, and waits a while for their outcome.
 *
 * <p>While a caller waits, a mark in Redis tells others of the same order so. The mark is a
 * courtesy: without it two creates are decided one after the other, and one is the other's
 * duplicate.
 */
final class CreateEndpoint implements Endpoint {
  private static final Duration MARK_LONGER_THAN_WAIT = Duration.ofSeconds(2);

  private final ApiKeys apiKeys;
  private final PaymentMethods methods;
  private final CommandDesk desk;
  private final InflightMarks marks;
  private final CommandStamp stamp;

  CreateEndpoint(
      ApiKeys apiKeys,
      PaymentMethods methods,
      CommandDesk desk,
      InflightMarks marks,
      CommandStamp stamp) {
    this.apiKeys = apiKeys;
    this.methods = methods;
    this.desk = desk;
    this.marks = marks;
    this.stamp = stamp;
  }

  @Override
  public Answer answer(HttpCall call) {
    apiKeys.require(call);
    if (!call.mediaType().equals("application/json")) {
      throw new RequestRefused(415, "The body must be application/json.");
    }
    Duration wait = Waiting.askedBy(call.header("Prefer"));
    CreateCommand command = CreateRequestReader.read(call.body(), methods).stamped(stamp);
    return submitMarked(command, wait);
  }

  private Answer submitMarked(CreateCommand command, Duration wait) {
    String key = command.key().value();
    String token = UUID.randomUUID().toString();
    return switch (marks.mark(key, token, wait.plus(MARK_LONGER_THAN_WAIT))) {
      case ALREADY_MARKED ->
          throw new RequestRefused(409, "Payment creation already in progress. Please wait.");
      case MARKED, DEGRADED -> {
        try {
          yield submit(command, wait);
        } finally {
          marks.unmark(key, token);
        }
      }
    };
  }

  private Answer submit(CreateCommand command, Duration wait) {
    return switch (desk.submit(command, command.method().name(), wait)) {
      case Submission.Replied(var reply) -> CreateAnswers.of(command.orderId(), reply);
      case Submission.Undecided _ -> CreateAnswers.undecided(command.orderId());
      case Submission.NotDurable _ -> CreateAnswers.notDurable();
    };
  }
}

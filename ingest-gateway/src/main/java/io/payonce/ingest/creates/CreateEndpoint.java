package io.payonce.ingest.creates;

import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.idempotency.ResultCache;
import io.payonce.ingest.access.ApiKeys;
import io.payonce.ingest.commands.Submission;
import io.payonce.ingest.http.Answer;
import io.payonce.ingest.http.Endpoint;
import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.intake.CommandAnswers;
import io.payonce.ingest.intake.CommandStamp;
import io.payonce.ingest.intake.JsonBody;
import io.payonce.ingest.intake.MarkedDesk;
import io.payonce.ingest.intake.Waiting;
import io.payonce.methods.PaymentMethods;
import io.payonce.schemas.CreateCommand;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes creates of internal systems. A repeat is answered from the cache, if it can be; who creates
 * waits a while for the outcome.
 */
public final class CreateEndpoint implements Endpoint {
  private static final String IN_PROGRESS = "Payment creation already in progress. Please wait.";

  private final ApiKeys apiKeys;
  private final PaymentMethods methods;
  private final CreateReplays replays;
  private final MarkedDesk desk;
  private final CommandStamp stamp;

  public CreateEndpoint(
      ApiKeys apiKeys,
      PaymentMethods methods,
      ResultCache cache,
      MeterRegistry meters,
      MarkedDesk desk,
      CommandStamp stamp) {
    this.apiKeys = apiKeys;
    this.methods = methods;
    this.replays = new CreateReplays(cache, meters);
    this.desk = desk;
    this.stamp = stamp;
  }

  @Override
  public Answer answer(HttpCall call) {
    apiKeys.require(call);
    JsonBody body = JsonBody.of(call);
    Duration wait = Waiting.askedBy(call.header("Prefer"));
    CreateCommand command = CreateRequestReader.read(body, methods).stamped(stamp);
    Optional<String> before = replays.find(command);
    return before.isPresent() ? CommandAnswers.replayed(before.get()) : submit(command, wait);
  }

  private Answer submit(CreateCommand command, Duration wait) {
    return switch (desk.submit(command, command.method().name(), wait, IN_PROGRESS)) {
      case Submission.Replied(var reply) -> CreateAnswers.of(command.orderId(), reply);
      case Submission.Undecided _ -> CommandAnswers.undecided(command.orderId());
      case Submission.NotDurable _ -> CommandAnswers.notDurable();
    };
  }
}

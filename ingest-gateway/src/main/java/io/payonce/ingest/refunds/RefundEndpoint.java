package io.payonce.ingest.refunds;

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
import io.payonce.schemas.RefundCommand;
import java.time.Duration;

/** Takes refunds of internal systems, and waits a while for their outcome. */
public final class RefundEndpoint implements Endpoint {
  private static final String IN_PROGRESS = "Refund already in progress. Please wait.";

  /** The payment's method, which only the worker knows, is refunded by. */
  private static final String METHOD_NOT_KNOWN_HERE = "of-payment";

  private final ApiKeys apiKeys;
  private final MarkedDesk desk;
  private final CommandStamp stamp;

  public RefundEndpoint(ApiKeys apiKeys, MarkedDesk desk, CommandStamp stamp) {
    this.apiKeys = apiKeys;
    this.desk = desk;
    this.stamp = stamp;
  }

  @Override
  public Answer answer(HttpCall call) {
    apiKeys.require(call);
    JsonBody body = JsonBody.of(call);
    Duration wait = Waiting.askedBy(call.header("Prefer"));
    RefundCommand command = RefundRequestReader.read(body).stamped(stamp);
    return switch (desk.submit(command, METHOD_NOT_KNOWN_HERE, wait, IN_PROGRESS)) {
      case Submission.Replied(var reply) -> RefundAnswers.of(command.orderId(), reply);
      case Submission.Undecided _ -> CommandAnswers.undecided(command.orderId());
      case Submission.NotDurable _ -> CommandAnswers.notDurable();
    };
  }
}

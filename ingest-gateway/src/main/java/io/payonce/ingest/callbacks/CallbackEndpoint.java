package io.payonce.ingest.callbacks;

import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.ingest.access.ForgeryLimit;
import io.payonce.ingest.commands.CommandDesk;
import io.payonce.ingest.commands.Submission;
import io.payonce.ingest.http.Answer;
import io.payonce.ingest.http.Endpoint;
import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import io.payonce.ingest.intake.CommandStamp;
import io.payonce.methods.Acknowledgement;
import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.GatewayAnswer;
import io.payonce.methods.OfferedMethod;
import io.payonce.methods.PaymentMethods;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CallbackCommand.Evidence;
import io.payonce.schemas.CallbackCommand.Source;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a gateway's callbacks: verified, made durable, and answered in the gateway's own words.
 *
 * <p>What is not genuine is published nowhere, and what bears no signature of the gateway's is
 * counted against where it came from: beyond a limit its answer is 429, and nothing is logged of
 * it. What is genuine is acknowledged only when it is durable; if that is not known, the status is
 * 503 and the body asks the gateway to try again.
 */
public final class CallbackEndpoint implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(CallbackEndpoint.class);
  private static final Duration OUTCOME_WITHIN = Duration.ofMillis(1500);

  private final PaymentMethods methods;
  private final ForgeryLimit forgeries;
  private final CommandDesk desk;
  private final CommandStamp stamp;
  private final MeterRegistry meters;
  private final Duration outcomeWithin;

  public CallbackEndpoint(
      PaymentMethods methods,
      CallbackAck ack,
      ForgeryLimit forgeries,
      CommandDesk desk,
      CommandStamp stamp,
      MeterRegistry meters) {
    this.methods = methods;
    this.forgeries = forgeries;
    this.desk = desk;
    this.stamp = stamp;
    this.meters = meters;
    outcomeWithin =
        switch (ack) {
          case OUTCOME -> OUTCOME_WITHIN;
          case RECEIVED -> Duration.ZERO;
        };
  }

  @Override
  public Answer answer(HttpCall call) {
    OfferedMethod method = CallbackRequest.method(call, methods);
    CallbackRequest request = CallbackRequest.read(call);
    CallbackVerdict verdict = request.verifiedBy(method);
    if (CallbackRequest.isUnsigned(verdict)) {
      Optional<RequestRefused> tooMany = forgeries.count(call);
      if (tooMany.isPresent()) {
        countRefused(method, "too-many");
        throw tooMany.get();
      }
    }
    return switch (verdict) {
      case CallbackVerdict.Genuine genuine -> submit(method, genuine, request);
      case CallbackVerdict.UnknownReference _ ->
          refuse(method, "unknown-reference", Acknowledgement.UNKNOWN_TRANSACTION);
      case CallbackVerdict.Forged(_, String reason) -> {
        log.debug("a {} callback is forged: {}", method.method(), reason);
        yield refuse(method, "forged", Acknowledgement.FORGED);
      }
      case CallbackVerdict.Malformed(_, String reason) -> {
        log.info("a {} callback is malformed: {}", method.method(), reason);
        yield refuse(method, "malformed", Acknowledgement.TRY_AGAIN);
      }
    };
  }

  private Answer submit(
      OfferedMethod method, CallbackVerdict.Genuine genuine, CallbackRequest request) {
    CallbackCommand command =
        new CallbackCommand(
            stamp.id(),
            stamp.now(),
            method.method(),
            genuine.transactionId(),
            genuine.claim(),
            new Evidence(Source.IPN, genuine.fields(), request.sha256()));
    return switch (desk.submit(command, method.method().name(), outcomeWithin)) {
      case Submission.Replied(var reply) -> say(200, method, CallbackAcknowledgements.of(reply));
      case Submission.Undecided _ -> say(200, method, Acknowledgement.RECORDED);
      case Submission.NotDurable _ ->
          say(503, method, Acknowledgement.TRY_AGAIN).with("Retry-After", "1");
    };
  }

  private Answer refuse(OfferedMethod method, String reason, Acknowledgement acknowledgement) {
    countRefused(method, reason);
    return say(200, method, acknowledgement);
  }

  private void countRefused(OfferedMethod method, String reason) {
    meters
        .counter(
            "payonce.ingress.callbacks.refused", "method", method.method().name(), "reason", reason)
        .increment();
  }

  private static Answer say(int status, OfferedMethod method, Acknowledgement acknowledgement) {
    GatewayAnswer answer = method.answer(acknowledgement);
    return new Answer(status, Map.of("Content-Type", answer.contentType()), answer.body());
  }
}

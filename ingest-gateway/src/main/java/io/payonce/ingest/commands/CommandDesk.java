package io.payonce.ingest.commands;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Reply;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Takes commands in: makes each durable, then waits a while for what becomes of it. */
public final class CommandDesk implements AutoCloseable {
  private final CommandPublisher publisher;
  private final PendingReplies replies;
  private final MeterRegistry meters;
  private final Timer durable;
  private final Map<CommandKind, Counter> notDurable = new EnumMap<>(CommandKind.class);

  private CommandDesk(CommandPublisher publisher, PendingReplies replies, MeterRegistry meters) {
    this.publisher = publisher;
    this.replies = replies;
    this.meters = meters;
    for (CommandKind kind : CommandKind.values()) {
      notDurable.put(kind, meters.counter("payonce.ingress.not.durable", "kind", kind.label()));
    }
    durable =
        Timer.builder("payonce.ingress.durable")
            .description("From having a command to its acknowledgement by all in-sync copies")
            .publishPercentileHistogram()
            .register(meters);
  }

  /** Works with Kafka or Redis away; close it before the link. */
  public static CommandDesk open(LinkSettings settings, RedisLink link, MeterRegistry meters) {
    return new CommandDesk(new CommandPublisher(settings), PendingReplies.open(link), meters);
  }

  /** Whether replies could arrive at present. */
  public boolean hearsReplies() {
    return replies.isConnected();
  }

  /**
   * Submits a command.
   *
   * @param method the payment method, for the count
   * @param replyWithin counted from when the command is durable; zero asks for no reply, and none
   *     is waited for where none could arrive
   */
  public Submission submit(Command command, String method, Duration replyWithin) {
    if (replyWithin.isZero() || !replies.isConnected()) {
      return publish(command, method, Optional.empty())
          ? new Submission.Undecided()
          : new Submission.NotDurable();
    }
    try (PendingReplies.Expected expected = replies.expect(command.commandId())) {
      if (!publish(command, method, Optional.of(replies.channel()))) {
        return new Submission.NotDurable();
      }
      Optional<Reply> reply = expected.await(replyWithin);
      return reply.isPresent() ? new Submission.Replied(reply.get()) : new Submission.Undecided();
    }
  }

  private boolean publish(Command command, String method, Optional<String> replyTo) {
    Timer.Sample begun = Timer.start();
    if (!publisher.publish(command, replyTo)) {
      requireNonNull(notDurable.get(command.kind())).increment();
      return false;
    }
    begun.stop(durable);
    meters
        .counter("payonce.ingress.commands", "kind", command.kind().label(), "method", method)
        .increment();
    return true;
  }

  @Override
  public void close() {
    replies.close();
    publisher.close();
  }
}

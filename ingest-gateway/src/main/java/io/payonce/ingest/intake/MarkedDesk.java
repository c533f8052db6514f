package io.payonce.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.InflightMarks;
import io.payonce.ingest.commands.CommandDesk;
import io.payonce.ingest.commands.Submission;
import io.payonce.ingest.http.RequestRefused;
import io.payonce.schemas.Command;
import java.time.Duration;
import java.util.UUID;

/**
 * Submits commands whose callers wait, one a key at a time.
 *
 * <p>While a caller waits, a mark in Redis tells others of the same key so, at every ingress. The
 * mark is a courtesy: without it two commands are decided one after the other, and one is the
 * other's duplicate.
 */
public final class MarkedDesk {
  private static final Duration MARK_LONGER_THAN_WAIT = Duration.ofSeconds(2);

  private final CommandDesk desk;
  private final InflightMarks marks;

  public MarkedDesk(CommandDesk desk, InflightMarks marks) {
    this.desk = requireNonNull(desk, "desk is null");
    this.marks = requireNonNull(marks, "marks is null");
  }

  /**
   * Submits a command.
   *
   * @param method the payment method, for the count
   * @param inProgress what a caller is told while another one of the same key waits
   * @throws RequestRefused with 409 in that case
   */
  public Submission submit(Command command, String method, Duration wait, String inProgress) {
    String key = command.key().value();
    String token = UUID.randomUUID().toString();
    return switch (marks.mark(key, token, wait.plus(MARK_LONGER_THAN_WAIT))) {
      case ALREADY_MARKED -> throw new RequestRefused(409, inProgress);
      case MARKED, DEGRADED -> {
        try {
          yield desk.submit(command, method, wait);
        } finally {
          marks.unmark(key, token);
        }
      }
    };
  }
}

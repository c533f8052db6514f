package io.payonce.cli.operating;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Claim;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.store.views.OperatorViews;
import io.payonce.store.views.RefundView;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Settles a refund by a person's word, and tells each step. */
public final class Settling {
  private final OperatorViews views;
  private final CommandDesk desk;
  private final Consumer<String> told;

  /**
   * @param told takes a line for the person
   */
  public Settling(OperatorSettings.Settling settings, Consumer<String> told) {
    this.views = new OperatorViews(settings.database());
    this.desk = new CommandDesk(settings.bootstrapServers(), settings.topics());
    this.told = requireNonNull(told, "told is null");
  }

  /** What became of it. */
  public enum Result {
    /** It is settled as was said. */
    AS_SAID,
    /** It may be, or become so. */
    NOT_KNOWN,
    /** It was decided otherwise. */
    OTHERWISE
  }

  /**
   * Looks the refund up and says what would be done.
   *
   * @throws IllegalStateException if the database does not answer
   */
  public Settlement plan(TransactionId id, Settlement.Word word) {
    Optional<RefundView> found = views.refund(id);
    if (found.isEmpty()) {
      return new Settlement.Impossible("the database knows no such refund");
    }
    RefundView refund = found.get();
    Instant now = Instant.now();
    told.accept(
        "Refund %s: %s of order %s (%s), %s, asked for %s ago."
            .formatted(
                refund.transactionId(),
                refund.amount(),
                refund.orderId(),
                refund.method(),
                refund.status(),
                Ages.text(refund.createdAt(), now)));
    Settlement settlement = Settlement.of(refund, word, now);
    if (settlement instanceof Settlement.Wanted wanted) {
      told.accept(wanted.words());
    }
    return settlement;
  }

  /**
   * Publishes it.
   *
   * @throws IllegalStateException if it surely was not published
   */
  public Result carryOut(Settlement.Wanted wanted, Duration decidedWithin) {
    told.accept("Command " + wanted.command().commandId());
    return switch (desk.publish(wanted.command(), decidedWithin)) {
      case CommandDesk.Ending.Decided decided ->
          result(decided.outcome(), wanted.command().claim().status());
      case CommandDesk.Ending.Undecided _ -> {
        told.accept("Published. It is not decided yet: look with payonce payment show.");
        yield Result.NOT_KNOWN;
      }
      case CommandDesk.Ending.Unsure unsure -> {
        told.accept("It is not known whether it was published: " + unsure.why());
        yield Result.NOT_KNOWN;
      }
    };
  }

  private Result result(OutcomeMessage outcome, Claim.Status said) {
    return switch (outcome) {
      case OutcomeMessage.Decided decided -> result("", decided.decision().ruling(), said);
      case OutcomeMessage.Duplicate duplicate ->
          result("the same was said before: ", duplicate.first().ruling(), said);
      case OutcomeMessage.DeadLettered given -> {
        told.accept("Given up: " + given.reason());
        yield Result.OTHERWISE;
      }
    };
  }

  private Result result(String before, Ruling ruling, Claim.Status said) {
    String reason = ruling.reason() == Reason.NONE ? "" : " (" + ruling.reason().code() + ")";
    told.accept("Decided: " + before + ruling.outcome().name().toLowerCase(Locale.ROOT) + reason);
    // Somebody else may have settled it so a moment before.
    Reason settledSo =
        said == Claim.Status.SUCCEEDED ? Reason.SUCCESS_STANDS : Reason.ALREADY_FAILED;
    return ruling.outcome() == Outcome.APPLIED || ruling.reason() == settledSo
        ? Result.AS_SAID
        : Result.OTHERWISE;
  }
}

package io.payonce.refunds;

import io.payonce.methods.RefundAnswer;
import io.payonce.payments.refunds.RefundResult;
import io.payonce.store.SqlFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over a refund command: (1) the intent is committed; (2) the gateway is asked, unless it
 * is the first time it hears of the refund and can be trusted to pay a repeat once; (3) what it has
 * not heard of is sent, once a pass; (4) its answer is committed. An unclear answer is committed
 * too, then the gateway is asked a few times more.
 *
 * <p>Where it stops, and what the next pass finds:
 *
 * <pre>
 * before 1 is committed          nothing: as if it had never begun
 * between 1 and 3                an intent: asks, is told that nothing came, sends
 * after 3, before 4              an intent: asks, and is told what became of it. If it is still on
 *                                its way and told not to have come, it is sent again under the same
 *                                number, of which the gateway takes only one
 * after 4                        the decision, word for word
 * </pre>
 */
final class RefundPass {
  private static final Logger LOG = LoggerFactory.getLogger(RefundPass.class);

  /** Before each further question, after an unclear answer. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3));

  /** Asking, sending, and asking whether a refusal is to be believed. */
  static final int CALLS_IN_A_ROW = 3;

  private final RefundDecisions decisions;
  private final Duration atMost;
  private final Duration callAtMost;

  /**
   * @param atMost how long a pass may last: no question is begun that could end later
   * @param callAtMost how long one call may last
   */
  RefundPass(RefundDecisions decisions, Duration atMost, Duration callAtMost) {
    this.decisions = decisions;
    this.atMost = atMost;
    this.callAtMost = callAtMost;
  }

  Ending run(Incoming incoming) {
    long began = System.nanoTime();
    return switch (intend(incoming)) {
      case RefundDecisions.Intent.Over over -> over.ending();
      case RefundDecisions.Intent.Called called -> speak(incoming, called.errand(), began);
    };
  }

  /**
   * Nothing was sent yet, so that data which the database refuses can be given up. A taken key may
   * have been a race, and is tried again first.
   */
  private RefundDecisions.Intent intend(Incoming incoming) {
    try {
      return decisions.intend(incoming);
    } catch (RuntimeException e) {
      return switch (SqlFailure.of(e)) {
        case OTHER -> throw e;
        case DATA -> unstorable(incoming, e);
        case UNIQUE_KEY -> intendAgain(incoming, e);
      };
    }
  }

  private RefundDecisions.Intent intendAgain(Incoming incoming, RuntimeException first) {
    try {
      return decisions.intend(incoming);
    } catch (RuntimeException e) {
      e.addSuppressed(first);
      return switch (SqlFailure.of(e)) {
        case OTHER -> throw e;
        case DATA, UNIQUE_KEY -> unstorable(incoming, e);
      };
    }
  }

  private static RefundDecisions.Intent unstorable(Incoming incoming, RuntimeException why) {
    LOG.error("the database refuses command {}", incoming.command().commandId(), why);
    return new RefundDecisions.Intent.Over(new Ending.Unstorable());
  }

  /** Takes a place at the gateway for each exchange, and keeps none while it commits or pauses. */
  private Ending speak(Incoming incoming, Errand errand, long began) {
    Gateway gateway = errand.gateway();
    Conversation conversation = new Conversation(incoming, errand);
    Optional<RefundAnswer> first = gateway.speak(conversation::begin);
    if (first.isEmpty()) {
      return Ending.Waits.GATEWAY_BUSY;
    }
    Optional<Ending> ending = settle(incoming, first.get());
    for (Duration pause : PAUSES) {
      if (ending.isPresent() || !mayGoOn(incoming, began, pause)) {
        break;
      }
      LockSupport.parkNanos(pause.toNanos());
      ending = gateway.speak(conversation::ask).flatMap(answer -> settle(incoming, answer));
    }
    return ending.orElse(Ending.Waits.UNCLEAR);
  }

  /** What the gateway is told in one pass: it is asked as often as need be, and sent once. */
  private static final class Conversation {
    private final Incoming incoming;
    private final Errand errand;
    private boolean sent;

    private Conversation(Incoming incoming, Errand errand) {
      this.incoming = incoming;
      this.errand = errand;
    }

    private RefundAnswer begin() {
      return errand.asksFirst() ? ask() : send();
    }

    private RefundAnswer ask() {
      RefundAnswer answer = find();
      return answer instanceof RefundAnswer.NotFound && !sent ? send() : answer;
    }

    private RefundAnswer send() {
      sent = true;
      return errand.gateway().api().refund(errand.call());
    }

    /**
     * After the database went back, it knows neither all refunds of a payment nor in which order
     * they were sent: where the gateway tells of another one last, ours may be hidden behind it.
     * Then not to be found means nothing.
     */
    private RefundAnswer find() {
      RefundAnswer answer = errand.gateway().api().findRefund(errand.call());
      boolean mayBeHidden =
          incoming.isReread()
              && !errand.gateway().api().repeatsAreSafe()
              && !errand.call().otherRefundNumbers().isEmpty();
      return answer instanceof RefundAnswer.NotFound && mayBeHidden
          ? new RefundAnswer.Unclear("another refund was made since, and the database went back")
          : answer;
    }
  }

  /** What is not found is sent, and a refusal is asked about. */
  private boolean mayGoOn(Incoming incoming, long began, Duration pause) {
    Duration left =
        atMost.minusNanos(System.nanoTime() - began).minus(pause).minus(Gateway.PATIENCE);
    return left.compareTo(callAtMost.multipliedBy(CALLS_IN_A_ROW)) >= 0
        && incoming.place().isHeld();
  }

  /** Commits what the gateway answered; empty while that is not clear. */
  private Optional<Ending> settle(Incoming incoming, RefundAnswer answer) {
    return switch (answer) {
      case RefundAnswer.Completed completed ->
          commit(incoming, new RefundResult.Completed(completed.gatewayRefundId()), "");
      case RefundAnswer.Processing processing ->
          commit(incoming, new RefundResult.Accepted(processing.gatewayRefundId()), "");
      case RefundAnswer.Refused refused -> {
        tell(incoming, "refused: " + refused.code() + " " + refused.message());
        yield commit(incoming, new RefundResult.Refused(), refused.gatewayRefundId());
      }
      case RefundAnswer.Unclear unclear -> {
        tell(incoming, "unclear: " + unclear.why());
        yield commit(incoming, new RefundResult.Unclear(), "");
      }
      case RefundAnswer.NotSent notSent -> {
        // Not a warning: while a gateway is away its breaker says so, once and not for each refund.
        LOG.debug(
            "the refund of command {} is not sent: {}",
            incoming.command().commandId(),
            notSent.why());
        yield Optional.of(Ending.Waits.GATEWAY_AWAY);
      }
      // It was sent in this pass, and may still be on its way: the next pass sends it again.
      case RefundAnswer.NotFound _ -> Optional.of(Ending.Waits.UNCLEAR);
    };
  }

  private Optional<Ending> commit(Incoming incoming, RefundResult result, String number) {
    return switch (decisions.answered(incoming, result, number)) {
      case RefundDecisions.Result.Over over -> Optional.of(over.ending());
      case RefundDecisions.Result.Open _ -> Optional.empty();
    };
  }

  private static void tell(Incoming incoming, String what) {
    LOG.warn("the refund of command {} is {}", incoming.command().commandId(), what);
  }
}

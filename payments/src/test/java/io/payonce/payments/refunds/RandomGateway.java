package io.payonce.payments.refunds;

import io.payonce.payments.Claim;
import io.payonce.payments.Refund;
import io.payonce.payments.TransactionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A gateway that knows each refund by our id and pays back whatever it is asked to, once: that no
 * more is asked than was paid is ours to see to. Its answers get lost at random.
 */
final class RandomGateway {
  private enum State {
    PROCESSING,
    DONE,
    REFUSED
  }

  private final Random random;
  private final Map<TransactionId, State> states = new HashMap<>();
  private final Map<TransactionId, Long> paidBack = new HashMap<>();

  RandomGateway(Random random) {
    this.random = random;
  }

  /** The answer to a call, which may be repeated. */
  RefundResult call(Refund refund) {
    if (random.nextInt(6) == 0) {
      return new RefundResult.Unclear();
    }
    if (!states.containsKey(refund.id())) {
      take(refund);
    }
    return random.nextInt(4) == 0 ? new RefundResult.Unclear() : find(refund).orElseThrow();
  }

  private void take(Refund refund) {
    State state = State.values()[random.nextInt(3)];
    states.put(refund.id(), state);
    if (state != State.REFUSED) {
      paidBack.merge(refund.paymentId(), refund.amount().minorUnits(), Long::sum);
    }
  }

  /** What it says when it is asked; empty where it never heard of the refund. */
  Optional<RefundResult> find(Refund refund) {
    return Optional.ofNullable(states.get(refund.id()))
        .map(
            state ->
                switch (state) {
                  case PROCESSING -> new RefundResult.Accepted(number(refund));
                  case DONE -> new RefundResult.Completed(number(refund));
                  case REFUSED -> new RefundResult.Refused();
                });
  }

  /** The same as a claim. */
  Optional<Claim> claim(Refund refund) {
    return find(refund)
        .map(
            result ->
                new Claim(
                    switch (result) {
                      case RefundResult.Completed _ -> Claim.Status.SUCCEEDED;
                      case RefundResult.Accepted _ -> Claim.Status.PENDING;
                      case RefundResult.Refused _ -> Claim.Status.FAILED;
                      case RefundResult.Unclear _ -> throw new IllegalStateException("it is clear");
                    },
                    refund.amount(),
                    number(refund)));
  }

  /** What it has taken on becomes final. */
  void goOn(Refund refund) {
    if (states.get(refund.id()) == State.PROCESSING) {
      boolean refused = random.nextInt(3) == 0;
      states.put(refund.id(), refused ? State.REFUSED : State.DONE);
      if (refused) {
        paidBack.merge(refund.paymentId(), -refund.amount().minorUnits(), Long::sum);
      }
    }
  }

  boolean hasPaidBack(Refund refund) {
    return states.get(refund.id()) == State.DONE;
  }

  long paidBackOf(TransactionId payment) {
    return paidBack.getOrDefault(payment, 0L);
  }

  private static String number(Refund refund) {
    return refund.id().value();
  }
}

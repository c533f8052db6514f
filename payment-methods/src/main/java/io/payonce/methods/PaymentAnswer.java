package io.payonce.methods;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Claim;

/** What a call to the gateway tells about a payment. */
public sealed interface PaymentAnswer {

  /** The gateway says, signed, how it stands. */
  record Found(Claim claim) implements PaymentAnswer {
    public Found {
      requireNonNull(claim, "claim is null");
    }
  }

  /** The gateway has not heard of it so far: nobody opened its page, say. */
  record NotFound() implements PaymentAnswer {}

  /**
   * The answer tells nothing certain: ask later.
   *
   * @param why for a person
   */
  record Unclear(String why) implements PaymentAnswer {
    public Unclear {
      requireNonNull(why, "why is null");
    }
  }

  /**
   * The gateway did not take the question.
   *
   * @param why for a person, who may have to repair something
   */
  record NotSent(String why) implements PaymentAnswer {
    public NotSent {
      requireNonNull(why, "why is null");
    }
  }
}

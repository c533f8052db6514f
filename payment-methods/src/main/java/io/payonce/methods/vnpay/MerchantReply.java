package io.payonce.methods.vnpay;

import static java.util.Objects.requireNonNull;

/** What VNPAY's merchant API said, before it is read as a refund's or a payment's state. */
sealed interface MerchantReply {

  /** VNPAY's own words about what it was asked. */
  record Signed(MerchantAnswer answer) implements MerchantReply {
    public Signed {
      requireNonNull(answer, "answer is null");
    }
  }

  /** It did not take the request, surely. */
  record NotTaken(String why) implements MerchantReply {
    public NotTaken {
      requireNonNull(why, "why is null");
    }
  }

  /** Nothing that can be relied on. */
  record Unclear(String why) implements MerchantReply {
    public Unclear {
      requireNonNull(why, "why is null");
    }
  }
}
